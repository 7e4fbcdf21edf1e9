// A session that ends by itself: one is warned in time, stays by one press, and comes back to the page.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../axe.ts";
import { deskOf } from "../desk.ts";
import { begin } from "../form_driver.ts";
import { codeOn, freshPhone, signIn } from "../people.ts";
import { expect, test } from "../test.ts";

const CITIZEN_SECONDS = 7 * 24 * 3600;
const STAFF_SECONDS = 10 * 3600;
const WARNED_SECONDS = 5 * 60;

/// Lets the page believe that so much time has passed; the server's clock goes on as it does.
async function pass(page: Page, seconds: number) {
  await expect(page.locator("dialog[data-watching]")).toBeAttached();
  await page.clock.fastForward(seconds * 1000);
}

function warning(page: Page) {
  return page.getByRole("dialog", { name: "Phiên đăng nhập sắp kết thúc" });
}

test("a citizen is warned five minutes before the end, and stays by one press", async ({ page }) => {
  await page.clock.install();
  await page.goto("/dang-nhap?tiep=/ho-so");
  await signIn(page, freshPhone());
  await expect(page).toHaveURL(/\/ho-so$/);

  await pass(page, CITIZEN_SECONDS - WARNED_SECONDS - 60);
  await expect(warning(page)).toBeHidden();
  await pass(page, 32);

  await expect(warning(page)).toBeVisible();
  await expect(warning(page).getByRole("timer")).toHaveText(/^5:[0-2]\d$/);
  await expectAccessible(page);
  const said = warning(page).getByRole("status");
  await pass(page, 30);
  await expect(said).toHaveText("Còn 5 phút là phiên đăng nhập kết thúc.");
  await pass(page, 180);
  await expect(said).toHaveText("Còn 2 phút là phiên đăng nhập kết thúc.");
  await pass(page, 60);
  await expect(said).toHaveText("Còn 1 phút là phiên đăng nhập kết thúc.");

  await warning(page).getByRole("button", { name: "Tiếp tục đăng nhập" }).click();

  await expect(warning(page)).toBeHidden();
  await expect(page.getByText("Ông/bà vẫn đang đăng nhập.")).toBeAttached();
  await pass(page, 10 * 60);
  await expect(warning(page)).toBeHidden();
});

test("the windows of a browser know the latest end", async ({ page, context }) => {
  await context.clock.install();
  await page.goto("/dang-nhap?tiep=/ho-so");
  await signIn(page, freshPhone());
  await expect(page).toHaveURL(/\/ho-so$/);
  await pass(page, CITIZEN_SECONDS - 60);
  await expect(warning(page)).toBeVisible();

  const other = await context.newPage();
  await other.goto("/ho-so");
  await expect(other.locator("dialog[data-watching]")).toBeAttached();

  await pass(page, 2);
  await expect(warning(page)).toBeHidden();
});

test("an officer whose session has ended finds the way back to the page", async ({ browser }) => {
  test.setTimeout(150_000); // the officer's code may have to be waited for
  const page = await deskOf(browser, "tiepnhan");
  await page.clock.install();
  await page.goto("/can-bo");

  await pass(page, STAFF_SECONDS);

  const dialog = warning(page);
  await expect(dialog.getByText("Phiên đăng nhập đã kết thúc.").first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Tiếp tục đăng nhập" })).toBeHidden();
  const again = dialog.getByRole("link", { name: "Đăng nhập lại" });
  await expect(again).toHaveAttribute("href", "/can-bo/dang-nhap?tiep=/can-bo");
  await page.context().close();
});

test.describe("signing in again", () => {
  test.use({ tolerated: [/429/] });

  test("a draft is as it was once its citizen has signed in again", async ({ page, context }) => {
    test.setTimeout(150_000); // a second code to the same phone has to wait
    const phone = freshPhone();
    await page.clock.install();
    await page.goto("/dang-nhap");
    await signIn(page, phone);
    await begin(page, "stp-lltp-ca-nhan");
    const address = `${page.url().split("?")[0]}/applicant`;
    await page.goto(address);
    await expect(page.locator("[data-awake]")).toBeVisible();
    await page.getByLabel("1. Tên tôi là").fill("HOÀNG THỊ MAI");
    const saved = page.waitForResponse((answer) => answer.url().endsWith("/fn/draft/save"));
    await page.getByLabel("1. Tên tôi là").blur();
    await saved;
    await context.clearCookies({ name: "sid" });

    await pass(page, CITIZEN_SECONDS);
    await warning(page).getByRole("link", { name: "Đăng nhập lại" }).click();
    await page.getByLabel("Số điện thoại di động").fill(phone);
    const send = page.getByRole("button", { name: "Gửi mã đăng nhập" });
    const code = page.getByLabel("Mã gồm 6 chữ số");
    await expect(async () => {
      await send.click();
      await expect(code).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 100_000, intervals: [5_000] });
    await code.fill(await codeOn(page, phone));
    await page.getByRole("main").getByRole("button", { name: "Đăng nhập" }).click();

    await expect(page).toHaveURL(address);
    await expect(page.getByLabel("1. Tên tôi là")).toHaveValue("HOÀNG THỊ MAI");
  });
});
