import { expectAccessible } from "../axe.ts";
import { expect, test } from "../test.ts";

test("the home page greets, is accessible, and hydrates quietly", async ({ page }) => {
  await page.goto("/");

  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expectAccessible(page);
});
