// Every page of a filing: accessible, and no wider than the narrowest phone.
import { expectAccessible } from "../axe.ts";
import { begin } from "../form_driver.ts";
import { expect, test } from "../test.ts";

/// All that comes before a page of questions can be worked with, as it is sent.
const BYTES_MAX = 300_000;

const PAGES = [
  "",
  "/receiver",
  "/applicant",
  "/applicant?sua=1",
  "/residence?sua=1",
  "/request",
  "/le-phi",
  "/kiem-tra",
  "/xoa",
];

test("every page of a filing is accessible and fits 320 px", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("/nop-ho-so/stp-lltp-ca-nhan");
  await expectAccessible(page);
  await begin(page, "stp-lltp-ca-nhan");
  const draft = page.url();
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of [...PAGES.map((path) => draft + path), "/ban-nhap", "/tiep-tuc"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, `${path} at 320 px`).toBeLessThanOrEqual(320);
  }
});

test("a page of questions weighs at most 300 kB until it can be worked with", async ({ page, browser }) => {
  await begin(page, "stp-lltp-ca-nhan");
  const storageState = await page.context().storageState();
  const fresh = await browser.newContext({ storageState }); // with an empty cache
  const questions = await fresh.newPage();
  const finished: Promise<number>[] = [];
  questions.on("requestfinished", (request) => {
    finished.push(request.sizes().then((sizes) => sizes.responseBodySize));
  });

  await questions.goto(`${page.url()}/applicant`);
  await expect(questions.locator("[data-awake]")).toBeVisible();

  const bytes = (await Promise.all(finished)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
  await fresh.close();
});
