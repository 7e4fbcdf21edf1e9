// A citizen's dossier after it was handed in: received, followed, completed, withdrawn.
import { expectAccessible } from "../axe.ts";
import { actAsStaff, handIn } from "../citizen_filing.ts";
import { deskOf } from "../desk.ts";
import { freshPhone, signIn } from "../people.ts";
import { expect, test } from "../test.ts";

test.setTimeout(240_000);

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("what was handed in is received, listed, printed, and withdrawn after a second thought", async ({ page }) => {
      const reference = await handIn(page, freshPhone());

      await expect(page.getByRole("heading", { level: 1, name: "Đã nhận hồ sơ của ông/bà" })).toBeVisible();
      await expect(page.locator(".panel").getByRole("link")).toHaveCount(0);
      await expect(page.getByText("Trả lời chậm nhất")).toBeVisible();
      await page.reload();
      await expect(page.locator(".panel")).toContainText(reference);
      if (javaScriptEnabled) await expectAccessible(page);

      // Before it is accepted there is no appointment, and the button says so.
      await expect(page.getByRole("link", { name: "In giấy hẹn" })).toHaveCount(0);
      await page.getByRole("link", { name: "In biên nhận" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Biên nhận nộp hồ sơ trực tuyến" })).toBeVisible();
      await expect(page.getByRole("img", { name: "Quét mã để tra cứu hồ sơ" })).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      await page.goto("/ho-so");
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByRole("link", { name: /lý lịch tư pháp/i }).click();
      await expect(page.getByText("Đã nộp, chờ tiếp nhận")).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByRole("link", { name: "Rút hồ sơ" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Ông/bà muốn rút hồ sơ này?" })).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByRole("link", { name: "Giữ lại hồ sơ" }).click();
      await page.getByRole("link", { name: "Rút hồ sơ" }).click();
      await page.getByLabel("Lý do rút hồ sơ").fill("Nộp nhầm");
      await page.getByRole("button", { name: "Rút hồ sơ" }).click();

      await expect(page.locator(".standing")).toContainText("Đã rút");
      await expect(page.getByText("Nộp nhầm")).toBeVisible();
      await expect(page.getByRole("link", { name: "Rút hồ sơ" })).toHaveCount(0);
      await expect(page.getByText("Không còn ai xử lý", { exact: true })).toBeVisible();
      await expect(page.getByRole("link", { name: "In biên nhận" })).toHaveCount(0);
      await page.goto(`/ho-so/${reference}/giay-hen`);
      await expect(page).toHaveURL(new RegExp(`/ho-so/${reference}$`));
    });

    test("what is asked for is corrected in place, and nothing else", async ({ page, browser }) => {
      const reference = await handIn(page, freshPhone());
      await page.getByRole("link", { name: "Theo dõi hồ sơ" }).click();
      const officer = await deskOf(browser, "tiepnhan");

      await actAsStaff(officer, reference, "request_supplement", {
        note: "Đề nghị ghi rõ.",
        "asked[request_content]": "1",
        "reasons[request_content]": "Chưa ghi mục đích sử dụng",
      });

      // An open page hears of it; without a script one loads it again.
      if (!javaScriptEnabled) await page.reload();
      await expect(page.getByRole("heading", { name: "Cần ông/bà bổ sung" })).toBeVisible();
      await expect(page.getByText("Chưa ghi mục đích sử dụng")).toBeVisible();
      await page.getByRole("link", { name: "Bổ sung hồ sơ" }).click();
      if (javaScriptEnabled) await expectAccessible(page);
      const field = page.getByRole("main").getByRole("textbox");
      await expect(field).toHaveCount(1);
      await field.fill("");
      await page.getByRole("button", { name: "Gửi phần bổ sung" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await expect(page).toHaveTitle(/^Lỗi:/);
      await field.fill("Bổ sung hồ sơ dự thầu");
      await page.getByRole("button", { name: "Gửi phần bổ sung" }).click();

      await expect(page.getByText("Đã gửi phần bổ sung")).toBeVisible();
      await expect(page.locator(".standing")).toContainText("Đã nộp, chờ tiếp nhận");
      await officer.context().close();
    });
  });
}

test.describe("somebody else's", () => {
  test.use({ tolerated: [/40[14]/] });

  test("a dossier of another person is not found, whoever asks", async ({ page, browser }) => {
    const reference = await handIn(page, freshPhone());
    const elsewhere = await browser.newContext();
    const stranger = await elsewhere.newPage();

    const nobody = await stranger.goto(`/ho-so/${reference}`);
    expect(nobody?.status()).toBe(401);
    await stranger.getByRole("main").getByRole("link", { name: "Đăng nhập" }).click();
    await signIn(stranger, freshPhone());

    await expect(stranger.getByRole("heading", { level: 1, name: "Không tìm thấy" })).toBeVisible();
    await elsewhere.close();
  });
});
