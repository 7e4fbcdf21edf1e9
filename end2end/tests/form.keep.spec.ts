// What is typed is kept: through a killed tab, a lost line, an ended session, on another device.
import type { Page } from "@playwright/test";
import { begin } from "../form_driver.ts";
import { codeOn, freshPhone, signIn } from "../people.ts";
import { expect, test } from "../test.ts";

const SLUG = "stp-lltp-ca-nhan";
const NAME = "1. Tên tôi là";

/// Opens a page of questions, and waits until what is typed there is kept.
async function open(page: Page, address: string) {
  await page.goto(address);
  await expect(page.locator("[data-awake]")).toBeVisible({ timeout: 30_000 });
}

/// The page of the applicant, of the draft whose task list is open.
function applicant(url: string) {
  return `${url.split("?")[0]}/applicant`;
}

test("a tab that is killed after typing loses nothing", async ({ page, context }) => {
  await begin(page, SLUG);
  const address = applicant(page.url());
  await open(page, address);
  await page.getByLabel(NAME).pressSequentially("HOÀNG THỊ MAI");
  await page.close({ runBeforeUnload: false });

  const again = await context.newPage();
  await open(again, address);

  await expect(again.getByLabel(NAME)).toHaveValue("HOÀNG THỊ MAI");
  await expect(again.locator(".saved")).toHaveText(/^Đã lưu \d\d:\d\d$/);
});

test("every field saves itself, and the page says when", async ({ page }) => {
  await begin(page, SLUG);
  const address = applicant(page.url());
  await open(page, address);
  await page.getByLabel(NAME).fill("HOÀNG THỊ MAI");
  await page.getByRole("radio", { name: "Nữ" }).check();
  await page.getByRole("group", { name: "4. Ngày" }).getByLabel("Ngày", { exact: true }).fill("27");
  const saved = page.waitForResponse((answer) => answer.url().endsWith("/fn/draft/save"));
  await page.getByLabel("14. Số điện thoại").focus();
  await saved;
  await expect(page.locator(".saved")).toHaveAttribute("data-state", "saved");

  await page.reload();

  await expect(page.getByLabel(NAME)).toHaveValue("HOÀNG THỊ MAI");
  await expect(page.getByRole("radio", { name: "Nữ" })).toBeChecked();
  const birth = page.getByRole("group", { name: "4. Ngày" });
  await expect(birth.getByLabel("Ngày", { exact: true })).toHaveValue("27");
});

test.describe("a lost line", () => {
  test.use({ tolerated: [/ERR_INTERNET_DISCONNECTED/] });

  test("is waited out: the device keeps what was typed", async ({ page, context }) => {
    await begin(page, SLUG);
    await open(page, applicant(page.url()));
    await context.setOffline(true);
    await page.getByLabel(NAME).fill("HOÀNG THỊ MAI");
    await page.getByLabel(NAME).blur();
    await expect(page.locator(".saved")).toHaveText(/^Chưa gửi được/);

    await context.setOffline(false);

    await expect(page.locator(".saved")).toHaveText(/^Đã lưu \d\d:\d\d$/);
    await page.reload();
    await expect(page.getByLabel(NAME)).toHaveValue("HOÀNG THỊ MAI");
  });
});

test("a draft goes on on another device by its code", async ({ page, browser }) => {
  await begin(page, SLUG);
  const code = await page.locator(".resume_code").innerText();
  const address = page.url();
  await open(page, applicant(address));
  await page.getByLabel(NAME).fill("HOÀNG THỊ MAI");
  await page.getByLabel(NAME).blur();
  await expect(page.locator(".saved")).toHaveAttribute("data-state", "saved");

  const elsewhere = await browser.newContext({ locale: "vi-VN" });
  const there = await elsewhere.newPage();
  await there.goto("/tiep-tuc");
  await there.getByLabel("Mã tiếp tục").fill(code.toLowerCase());
  await there.getByRole("button", { name: "Làm tiếp" }).click();

  await expect(there).toHaveURL(address);
  await there.goto(applicant(address));
  await expect(there.getByLabel(NAME)).toHaveValue("HOÀNG THỊ MAI");
  await elsewhere.close();
});

test.describe("a session that ends while one types", () => {
  test.use({ tolerated: [/401|429/] });

  test("is begun again in place, and nothing is lost", async ({ page, context }) => {
    test.setTimeout(150_000); // a second code to the same phone has to wait
    const phone = freshPhone();
    await page.goto("/dang-nhap");
    await signIn(page, phone);
    await begin(page, SLUG);
    const address = applicant(page.url());
    await open(page, address);
    await page.getByLabel(NAME).fill("HOÀNG THỊ MAI");
    await context.clearCookies({ name: "sid" });
    await page.getByLabel(NAME).blur();

    const dialog = page.getByRole("dialog", { name: "Ông/bà cần đăng nhập lại" });
    await expect(dialog).toBeVisible();
    await dialog.getByLabel("Số điện thoại của ông/bà").fill(phone);
    // The code that was used to sign in a moment ago has to be older than the next one.
    await expect(async () => {
      await dialog.getByRole("button", { name: "Gửi mã tới điện thoại" }).click();
      await expect(dialog.getByLabel("Mã gồm 6 chữ số")).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 90_000, intervals: [5_000] });
    await dialog.getByLabel("Mã gồm 6 chữ số").fill(await codeOn(page, phone));
    await dialog.getByRole("button", { name: "Xác nhận và làm tiếp" }).click();

    await expect(dialog).toBeHidden();
    await expect(page.locator(".saved")).toHaveText(/^Đã lưu \d\d:\d\d$/);
    await page.reload();
    await expect(page.getByLabel(NAME)).toHaveValue("HOÀNG THỊ MAI");
  });
});

test("what is wrong is said on leaving a field, and unsaid once it is right", async ({ page }) => {
  await begin(page, SLUG);
  await open(page, applicant(page.url()));
  const phone = page.getByLabel("14. Số điện thoại");
  await phone.fill("123");
  await phone.blur();
  const wrong = page.locator('[data-field="phone"] .error');
  await expect(wrong).toBeVisible();
  await expect(phone).toHaveAttribute("aria-invalid", "true");

  await phone.fill("0912 345 678");
  await phone.blur();

  await expect(wrong).toBeHidden();
  await expect(phone).not.toHaveAttribute("aria-invalid", "true");
});

test("what is pressed while an error appears is under the pointer to the end", async ({ page }) => {
  await begin(page, SLUG);
  await open(page, applicant(page.url()));
  await page.getByLabel(NAME).fill("A 4");
  const woman = page.getByRole("radio", { name: "Nữ" });
  const place = (await woman.boundingBox())!;

  // By hand: a click of Playwright's aims again when what it aims at moves.
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await page.mouse.down();
  await page.mouse.up();

  await expect(woman).toBeChecked();
  await expect(page.locator('[data-field="full_name"] .error')).toBeVisible();
});

test("a question appears and goes with the answer it depends on", async ({ page }) => {
  await begin(page, SLUG);
  await open(page, applicant(page.url()));
  const kind = page.getByLabel("10. Loại giấy tờ");
  await kind.selectOption("passport");
  await expect(page.getByLabel("Số CMND/hộ chiếu")).toBeVisible();
  await expect(page.getByLabel("Số căn cước công dân")).toBeHidden();

  await kind.selectOption("cccd");

  await expect(page.getByLabel("Số căn cước công dân")).toBeVisible();
});

test("a page with errors lists them, takes the focus there and keeps what was typed", async ({ page }) => {
  await begin(page, SLUG);
  await open(page, applicant(page.url()));
  await page.getByLabel(NAME).fill("MAI");
  await page.getByRole("button", { name: "Lưu và tiếp tục" }).last().click();

  const summary = page.getByRole("alert").filter({ hasText: "Ông/bà cần sửa các mục sau" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Lỗi:/);
  await summary.getByRole("link", { name: /ngày, tháng, năm sinh/i }).click();
  const day = page.getByRole("group", { name: "4. Ngày" }).getByLabel("Ngày", { exact: true });
  await expect(day).toBeFocused();
  await expect(page.getByLabel(NAME)).toHaveValue("MAI");
});

test("a change from the check page comes back to it with the new answer", async ({ page }) => {
  await begin(page, SLUG);
  await page.goto(`${page.url()}/kiem-tra`);
  await page.getByRole("link", { name: "Thay đổi Kính gửi" }).click();
  await page.getByLabel("Kính gửi").fill("Sở Tư pháp Thái Nguyên");
  await page.getByRole("button", { name: "Lưu và tiếp tục" }).last().click();

  await expect(page).toHaveURL(/kiem-tra$/);
  await expect(page.getByText("Sở Tư pháp Thái Nguyên")).toBeVisible();
});

test("the keyboard alone fills a page and goes on", async ({ page }) => {
  await begin(page, SLUG);
  await page.goto(`${page.url()}/receiver`);
  await page.getByLabel("Kính gửi").focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Lưu và tiếp tục" }).last()).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/applicant$/);
});
