// The gallery of components, and how one likes to read: remembered on the next page.
import { expectAccessible } from "../axe.ts";
import { expect, test } from "../test.ts";

test("every component is accessible, light and dark, with strong contrast and large letters", async ({ page }) => {
  test.setTimeout(240_000);
  for (const look of ["theme=light", "theme=dark", "contrast=more&theme=light", "letters=large&theme=dark"]) {
    await page.goto(`/bo-thanh-phan?${look}`);
    await expectAccessible(page);
  }
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("language and look are chosen at the foot and stay chosen", async ({ page }) => {
      await page.goto("/bo-thanh-phan");
      const foot = page.getByRole("contentinfo");
      await foot.getByRole("link", { name: "Nền tối" }).click();
      await foot.getByRole("link", { name: "Chữ lớn" }).click();
      await foot.getByRole("link", { name: "Tương phản cao" }).click();
      await page.getByRole("banner").getByRole("link", { name: "English" }).click();

      await page.goto("/tra-cuu");

      const html = page.locator("html");
      await expect(html).toHaveAttribute("lang", "en");
      await expect(html).toHaveAttribute("data-theme", "dark");
      await expect(html).toHaveAttribute("data-type", "large");
      await expect(html).toHaveAttribute("data-contrast", "more");
      await foot.getByRole("link", { name: "As on my device" }).click();
      await expect(html).not.toHaveAttribute("data-theme");
    });
  });
}
