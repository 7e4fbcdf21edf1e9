// Following a dossier without an account: by the code of the slip and four digits.
import { expectAccessible } from "../axe.ts";
import { actAsStaff, handIn } from "../citizen_filing.ts";
import { deskOf } from "../desk.ts";
import { freshPhone } from "../people.ts";
import { expect, test } from "../test.ts";

test.setTimeout(240_000);

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("whoever holds the slip follows it, and an open page hears of the acceptance", async ({ page, browser }) => {
      const phone = freshPhone();
      const reference = await handIn(page, phone);
      const elsewhere = await browser.newContext({ javaScriptEnabled });
      const follower = await elsewhere.newPage();

      await follower.goto(`/tra-cuu?ma=${reference}`);
      await expect(follower.getByLabel("Mã hồ sơ hoặc mã tra cứu")).toHaveValue(reference);
      await follower.getByLabel("Bốn số cuối").fill(phone.slice(-4));
      await follower.getByRole("button", { name: "Tra cứu" }).click();
      await expect(follower.locator(".standing")).toContainText("Đã nộp, chờ tiếp nhận");
      await expect(follower.getByRole("main")).not.toContainText(phone);
      await expect(follower.getByRole("main")).not.toContainText("HOÀNG THỊ MAI");
      if (javaScriptEnabled) await expectAccessible(follower);

      const officer = await deskOf(browser, "tiepnhan");
      await actAsStaff(officer, reference, "accept");

      if (!javaScriptEnabled) await follower.reload();
      await expect(follower.locator(".standing")).toContainText("Đã tiếp nhận");
      await expect(follower.getByText("Hẹn trả kết quả")).toBeVisible();
      await expect(follower.getByRole("main")).not.toContainText("Nông Thị Hoa");
      await officer.context().close();
      await elsewhere.close();
    });

    test("five wrong tries are free, then one waits; what was typed stays", async ({ page }) => {
      // A code that no dossier has, so that no other story waits for it.
      const code = `HS-0000-${String(Date.now()).slice(-5)}`;
      await page.goto("/tra-cuu");
      const attempt = async () => {
        await page.getByLabel("Mã hồ sơ hoặc mã tra cứu").fill(code);
        await page.getByLabel("Bốn số cuối").fill("0000");
        await page.getByRole("button", { name: "Tra cứu" }).click();
      };

      for (let wrong = 0; wrong < 5; wrong += 1) {
        await attempt();
        await expect(page.getByRole("alert")).toContainText("Không có hồ sơ nào khớp");
        await expect(page.getByLabel("Mã hồ sơ hoặc mã tra cứu")).toHaveValue(code);
        await expect(page.getByLabel("Bốn số cuối")).toHaveValue("");
      }
      await attempt();
      await expect(page.getByRole("alert")).toContainText(/Ông\/bà chờ \d+ giây/);
      if (javaScriptEnabled) {
        await expect(page.getByText(/Còn \d+ giây nữa/)).toBeVisible();
        await expectAccessible(page);
      }
    });
  });
}

test("the page works on a narrow screen, without a mouse, in English", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/tra-cuu?lang=en");
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await page.getByLabel("Application code or reference").focus();
  await page.keyboard.type("HS-0000-00000");
  await page.keyboard.press("Tab");
  await page.keyboard.type("0000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
});
