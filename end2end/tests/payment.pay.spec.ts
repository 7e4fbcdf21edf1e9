// A fee is paid at the gateway: well, at the second try, after walking away, late, twice; with a script
// and without one.
import { expectAccessible } from "../axe.ts";
import { handIn } from "../filing.ts";
import { expect, test } from "../test.ts";
import type { Page } from "@playwright/test";

const FEE = "700.000 ₫";

/// The page of the fee, before anything was tried.
async function openFee(page: Page): Promise<string> {
  const reference = await handIn(page);
  await page.goto(`/thanh-toan/${reference}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nộp phí, lệ phí");
  return reference;
}

/// Goes to the gateway's page.
async function goToGateway(page: Page, button = /^Thanh toán 700/) {
  await page.getByRole("button", { name: button }).click();
  await expect(page).toHaveURL(/\/paymentv2\/vpcpay\.html/);
  await expect(page.getByText(FEE)).toBeVisible();
}

/// What the gateway does wrong when it tells us.
async function trick(page: Page, name: string) {
  await page.locator("summary").click();
  await page.getByLabel(name).check();
}

async function expectPaid(page: Page) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đã nộp phí", { timeout: 20_000 });
  await expect(page.getByRole("main")).toContainText("Trực tuyến qua VNPAY");
  await expect(page.getByRole("button", { name: /700/ })).toHaveCount(0);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with a script" : "without a script", () => {
    test.use({ javaScriptEnabled });

    test("an unpaid filing says what to do, once, and where", async ({ page }) => {
      const reference = await handIn(page);

      for (const address of [`/ho-so/${reference}/da-nop`, `/ho-so/${reference}`]) {
        await page.goto(address);
        const standing = page.locator(".standing");
        await expect(standing).toContainText("Chờ nộp phí");
        await expect(standing).toContainText(FEE);
        await expect(page.getByText("Chưa phải làm gì")).toHaveCount(0);
        await expect(page.locator(".panel").getByRole("link")).toHaveCount(0);
        await expect(page.getByRole("link", { name: "Nộp phí trực tuyến" })).toHaveCount(1);
        await expect(page.getByRole("heading", { name: "Cần giúp đỡ?" })).toHaveCount(1);
      }
      await page.locator(".standing").getByRole("link", { name: "Nộp phí trực tuyến" }).click();
      await goToGateway(page);
      await page.getByRole("button", { name: "Thanh toán thành công" }).click();
      await expectPaid(page);
      await page.goto(`/ho-so/${reference}`);
      await expect(page.locator(".standing")).toContainText("Đã nộp, chờ tiếp nhận");
    });

    test("a citizen pays, and sees what was received", async ({ page }) => {
      await openFee(page);
      await expect(page.getByRole("main")).toContainText(FEE);
      if (javaScriptEnabled) await expectAccessible(page);

      await goToGateway(page);
      await page.getByRole("button", { name: "Thanh toán thành công" }).click();

      await expect(page).toHaveURL(/\/thanh-toan\/[0-9A-Z]{9}$/);
      await expectPaid(page);
      if (javaScriptEnabled) await expectAccessible(page);
    });

    test("a payment that failed says why, and is tried again", async ({ page }) => {
      await openFee(page);
      await goToGateway(page);
      await page.getByRole("button", { name: "không đủ tiền" }).click();

      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chưa nộp được");
      await expect(page.getByRole("main")).toContainText("Tài khoản không đủ số dư");
      if (javaScriptEnabled) await expectAccessible(page);
      await goToGateway(page, /^Nộp lại/);
      await page.getByRole("button", { name: "Thanh toán thành công" }).click();
      await expectPaid(page);
    });

    test("a payment that was left is continued, not doubled", async ({ page }) => {
      const reference = await openFee(page);
      await goToGateway(page);
      const order = page.url();
      await page.getByRole("button", { name: "bỏ dở" }).click();

      await page.goto(`/thanh-toan/${reference}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thanh toán chưa hoàn tất");
      if (javaScriptEnabled) await expectAccessible(page);
      await goToGateway(page, /^Tiếp tục/);
      expect(page.url()).toBe(order);
      await page.getByRole("button", { name: "Thanh toán thành công" }).click();
      await expectPaid(page);
    });

    test("a late notice shows while the page is open", async ({ page }) => {
      await openFee(page);
      await goToGateway(page);
      await trick(page, "Người nộp quay về trước khi báo");
      await page.getByRole("button", { name: "Thanh toán thành công" }).click();

      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đang xác nhận thanh toán");
      if (javaScriptEnabled) {
        await expectPaid(page);
      } else {
        await expect(async () => {
          await page.reload();
          await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đã nộp phí");
        }).toPass({ timeout: 20_000 });
      }
    });

    test("a notice that comes twice is one payment", async ({ page }) => {
      await openFee(page);
      await goToGateway(page);
      await trick(page, "Báo hai lần cùng lúc");
      await page.getByRole("button", { name: "Thanh toán thành công" }).click();

      await expectPaid(page);
      await expect(page.getByRole("main")).not.toContainText("nộp thừa");
    });
  });
}

for (const name of ["Báo với chữ ký sai", "Báo sai số tiền", "Không báo (mất)"]) {
  test(`what cannot be believed is asked about: ${name}`, async ({ page }) => {
    await openFee(page);
    await goToGateway(page);
    await trick(page, name);
    await page.getByRole("button", { name: "Thanh toán thành công" }).click();

    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đang xác nhận thanh toán");
    await expectAccessible(page);
    await expectPaid(page);
  });
}

test("two orders that are both paid: the second goes back", async ({ page, context }) => {
  const reference = await openFee(page);
  await goToGateway(page);
  const other = await context.newPage();
  await other.goto(`/thanh-toan/${reference}`);
  await other.getByText("Không mở lại được giao dịch này?").click();
  await goToGateway(other, /giao dịch khác/);

  await page.getByRole("button", { name: "Thanh toán thành công" }).click();
  await expectPaid(page);
  await other.getByRole("button", { name: "Thanh toán thành công" }).click();

  await expectPaid(other);
  await expect(other.getByRole("main")).toContainText(`Đang hoàn lại ${FEE} nộp thừa`);
  await expectAccessible(other);
  // A page in the background sleeps; who goes back to it finds it awake.
  await page.bringToFront();
  await expect(page.getByRole("main")).toContainText(`Đang hoàn lại ${FEE} nộp thừa`);
});

test.describe("a stranger", () => {
  test.use({ tolerated: [/401|404|422/] });

  test("sees no fee, and brings nothing that counts", async ({ page, browser }) => {
    const reference = await openFee(page);
    const stranger = await (await browser.newContext()).newPage();

    await stranger.goto(`/thanh-toan/${reference}`);
    await expect(stranger.getByRole("main").getByRole("link", { name: "Đăng nhập" })).toBeVisible();
    await stranger.goto(`/thanh-toan/vnpay/ve?vnp_TxnRef=HS${reference}T1&vnp_ResponseCode=00`);

    await expect(stranger.getByRole("heading", { level: 1 })).toContainText("Không xác thực được");
    await expectAccessible(stranger);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nộp phí, lệ phí");
  });
});
