// One driver, seven forms: the six that are shipped and the generic one, each from its start page to the
// page that says "we have it": with a script on the phone, without one at the desk.
import { expectAccessible } from "../axe.ts";
import { attachPapers, begin, chooseFee, fillAll, readForm } from "../form_driver.ts";
import { freshPhone, signIn } from "../people.ts";
import { expect, test } from "../test.ts";

const FILINGS = [
  ["stp-lltp-ca-nhan", "data/forms/stp-lltp-03-2013.json"],
  ["ca-ho-chieu", "data/forms/ca-ho-chieu-tk01.json"],
  ["sgtvt-doi-gplx", "data/forms/sgtvt-gplx-phu-luc-19.json"],
  ["skhdt-dntn", "data/forms/skhdt-dntn-pl-i-1.json"],
  ["sld-tctn", "data/forms/sld-tctn-mau-03.json"],
  ["bhxh-tu-nguyen", "data/forms/bhxh-tk1-ts.json"],
  ["stp-trich-luc", "shared/src/form/generic.json"],
] as const;

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });
    for (const [slug, file] of FILINGS) {
      test(`${slug} is filled in and handed in`, async ({ page, isMobile }) => {
        test.skip(isMobile !== javaScriptEnabled, "the other half is the other project's");
        test.setTimeout(240_000);
        await begin(page, slug);
        await fillAll(page, readForm(file));
        await attachPapers(page);
        await chooseFee(page);
        await expect(page).toHaveURL(/kiem-tra$/);
        if (javaScriptEnabled) await expectAccessible(page);
        await page.getByRole("link", { name: "Đăng nhập để nộp hồ sơ" }).click();
        await signIn(page, freshPhone());
        await expect(page).toHaveURL(/kiem-tra$/);
        await page.getByRole("button", { name: "Nộp hồ sơ" }).click();
        await expect(page).toHaveURL(/\/ho-so\/.+\/da-nop$/);
        const received = page.url();
        await page.reload();
        expect(page.url()).toBe(received);
      });
    }
  });
}
