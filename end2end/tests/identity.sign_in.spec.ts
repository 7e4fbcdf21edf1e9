// Signing in: citizens by a code on their phone, staff by password and code, and what goes wrong on
// the way; with a script and without.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../axe.ts";
import { codeOn, freshPhone, signIn } from "../people.ts";
import { expect, test } from "../test.ts";

const PHONE = "Số điện thoại di động";
const CODE = "Mã gồm 6 chữ số";

async function askForCode(page: Page, phone: string) {
  await page.getByLabel(PHONE).fill(phone);
  await page.getByRole("button", { name: "Gửi mã đăng nhập" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nhập mã đăng nhập" })).toBeVisible();
}

async function tryCode(page: Page, code: string) {
  await page.getByLabel(CODE).fill(code);
  await page.getByRole("main").getByRole("button", { name: "Đăng nhập" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("a citizen signs in, comes back to where they were, and signs out", async ({ page }) => {
      await page.goto("/thu-tuc?q=khai+sinh");
      await page.getByRole("banner").getByRole("link", { name: "Đăng nhập" }).click();

      await signIn(page, freshPhone());

      await expect(page).toHaveURL(/\/thu-tuc\?q=khai\+sinh$/);
      await page.getByRole("button", { name: "Đăng xuất" }).click();
      await expect(page).toHaveURL(/\/$/);
      await expect(page.getByRole("banner").getByRole("link", { name: "Đăng nhập" })).toBeVisible();
    });

    test("a number that is none is said beside the field and stays as it was typed", async ({ page }) => {
      await page.goto("/dang-nhap");

      await page.getByLabel(PHONE).fill("0912 34");
      await page.getByRole("button", { name: "Gửi mã đăng nhập" }).click();

      await expect(page).toHaveTitle(/^Lỗi:/);
      await expect(page.getByRole("alert")).toContainText("Nhập số điện thoại di động 10 chữ số");
      await expect(page.getByLabel(PHONE)).toHaveValue("0912 34");
      await expect(page.getByLabel(PHONE)).toHaveAccessibleDescription(/10 chữ số/);
    });

    test("wrong codes count down, then only a new code helps", async ({ page }) => {
      const phone = freshPhone();
      await page.goto("/dang-nhap");
      await askForCode(page, phone);
      const right = await codeOn(page, phone);
      const wrong = right === "000000" ? "111111" : "000000";

      for (const left of [4, 3, 2, 1]) {
        await tryCode(page, wrong);
        await expect(page.getByRole("alert")).toContainText(`còn ${left} lần thử`);
        await expect(page.getByLabel(CODE)).toHaveValue("");
      }
      await tryCode(page, wrong);
      await expect(page.getByRole("alert")).toContainText("không dùng được nữa");
      await tryCode(page, right);
      await expect(page.getByRole("alert")).toContainText("không dùng được nữa");
    });

    test("another code too soon is refused with the seconds, and the first still works", async ({ page }) => {
      const phone = freshPhone();
      await page.goto("/dang-nhap");
      await askForCode(page, phone);

      await page.getByRole("button", { name: "Gửi lại mã" }).click();
      await expect(page.getByText(/Ông\/bà chờ \d+ giây trước khi yêu cầu mã mới/)).toBeVisible();

      await tryCode(page, await codeOn(page, phone));
      await expect(page).toHaveURL(/\/ho-so$/);
    });

    test("staff sign in with what the demo world shows, and not with less", async ({ page }) => {
      await page.goto("/can-bo/dang-nhap");
      await page.getByLabel("Tên đăng nhập").fill("thanhtra");
      await page.getByLabel("Mật khẩu").fill("sai");
      await page.getByLabel("Mã xác thực").fill("000000");
      await page.getByRole("main").getByRole("button", { name: "Đăng nhập", exact: true }).first().click();
      await expect(page.getByRole("alert")).toContainText("chưa đúng");
      await expect(page.getByLabel("Tên đăng nhập")).toHaveValue("thanhtra");
      await expect(page.getByLabel("Mật khẩu")).toHaveValue("");

      const row = page.getByRole("row", { name: /Chu Thị Hạnh/ });
      await row.getByRole("button", { name: /Đăng nhập/ }).click();

      await expect(page.getByRole("banner")).toContainText("Chu Thị Hạnh");
    });

    test("the demo's inbox shows one phone or all", async ({ page }) => {
      const phone = freshPhone();
      await page.goto("/dang-nhap");
      await askForCode(page, phone);
      await codeOn(page, phone);

      await page.goto("/demo/tin-nhan");
      await page.getByLabel("Số điện thoại").fill(phone);
      await page.getByRole("button", { name: "Xem tin nhắn" }).click();
      await expect(page.getByText(`Tới ${phone}`)).toHaveCount(1);

      await page.getByLabel("Số điện thoại").fill("0999 999 999");
      await page.getByRole("button", { name: "Xem tin nhắn" }).click();
      await expect(page.getByText("Chưa có tin nhắn nào gửi tới số")).toBeVisible();
    });
  });
}

test("a message appears on an open inbox by itself", async ({ page, context }) => {
  const phone = freshPhone();
  await page.goto(`/demo/tin-nhan?so=${phone}`);
  await expect(page.getByText("Chưa có tin nhắn nào")).toBeVisible();

  const other = await context.newPage();
  await other.goto("/dang-nhap");
  await askForCode(other, phone);

  await expect(page.getByText("là mã đăng nhập Cổng dịch vụ công")).toBeVisible({ timeout: 30_000 });
});

test("signing in needs no mouse", async ({ page }) => {
  const phone = freshPhone();
  await page.goto("/dang-nhap");
  await page.getByLabel(PHONE).focus();
  await page.keyboard.type(phone);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(CODE)).toBeVisible();
  const code = await codeOn(page, phone);
  await page.getByLabel(CODE).focus();
  await page.keyboard.type(code);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("button", { name: "Đăng nhập" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/ho-so$/);
});

test("the pages are accessible, narrow screens included, in both languages", async ({ page }) => {
  test.setTimeout(240_000);
  const phone = freshPhone();
  await page.goto("/dang-nhap");
  await expectAccessible(page);
  await askForCode(page, phone);
  await expectAccessible(page);

  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/dang-nhap", "/dang-nhap/ma", "/can-bo/dang-nhap", "/demo/tin-nhan"]) {
    for (const lang of ["vi", "en"]) {
      await page.goto(`${path}?lang=${lang}`);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expectAccessible(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} scrolls sideways`).toBe(0);
    }
  }
});

test.describe("without a right to see", () => {
  test.use({ tolerated: [/40[134]/] });

  test("a page of staff leads to sign in and back", async ({ page }) => {
    await page.goto("/can-bo/ho-so/HS-0000-00000");

    const way = page.getByRole("main").getByRole("link", { name: "Đăng nhập" });

    await expect(page.getByText("Mã yêu cầu")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: /Zalo/ })).toBeVisible();
    await expect(way).toHaveAttribute("href", /\/can-bo\/dang-nhap\?tiep=\/can-bo\/ho-so/);
  });

  test("an address that leads nowhere keeps the request's number and a way on", async ({ page }) => {
    const reply = await page.goto("/khong-co-trang-nay");

    expect(reply?.status()).toBe(404);
    await expect(page.getByText("Mã yêu cầu")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: /Gọi/ })).toBeVisible();
    await expectAccessible(page);
  });
});
