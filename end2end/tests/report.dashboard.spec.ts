import { expectAccessible } from "../axe.ts";
import { deskOf, Filer } from "../desk.ts";
import { expect, test } from "../test.ts";
import type { Page } from "@playwright/test";

/// From the event to the pixel.
const LIVE_MILLISECONDS_MAX = 1_000;

function tile(page: Page, label: string) {
  return page.locator(".tile").filter({ has: page.getByRole("link", { name: label, exact: true }) });
}

async function valueOf(page: Page, label: string): Promise<number> {
  const text = await tile(page, label).locator(".value").innerText();
  return Number(text.replaceAll(".", ""));
}

test("a number moves when a dossier comes, and leads to as many dossiers", async ({
  browser,
  viewport,
  isMobile,
}) => {
  test.slow();
  const filer = await Filer.arrive(browser);
  await filer.file("Công ty Bạch Thông");
  const leader = await deskOf(browser, "giamdoc", { viewport, isMobile });
  await leader.goto("/dieu-hanh");
  await expectAccessible(leader);
  const before = await valueOf(leader, "Nộp hôm nay");
  const grown = expect
    .poll(() => valueOf(leader, "Nộp hôm nay"), { intervals: [50] })
    .toBeGreaterThan(before);

  await filer.file("Công ty Pác Nặm");
  const filed = Date.now();
  await grown;
  expect(Date.now() - filed).toBeLessThan(LIVE_MILLISECONDS_MAX);

  await tile(leader, "Đang giải quyết").getByRole("link").click();
  const count = Number(await leader.locator("[data-count]").getAttribute("data-count"));
  expect(count).toBeGreaterThan(1);
  let lines = 0;
  for (;;) {
    lines += await leader.locator("#behind tbody tr").count();
    const next = leader.getByRole("link", { name: "Trang sau" });
    if (!(await next.isVisible())) break;
    await next.click();
  }
  expect(lines).toBeGreaterThanOrEqual(count);
  await expect(leader.getByText("HOÀNG THỊ MAI")).toHaveCount(0);
  await expectAccessible(leader);
  await leader.context().close();
});

test("the wall names nobody and reads from far away", async ({ browser }) => {
  const leader = await deskOf(browser, "giamdoc", { viewport: { width: 1920, height: 1080 } });
  await leader.goto("/dieu-hanh");
  await leader.getByRole("link", { name: "Mở màn hình tường" }).click();

  await expect(leader.getByRole("heading", { level: 1 })).toHaveText("Điều hành");
  // The first reading of the live page may take a tile away while it is being measured.
  const value = leader.locator(".tile .value").first();
  await expect
    .poll(() => value.evaluate((element) => parseFloat(getComputedStyle(element).fontSize)))
    .toBeGreaterThan(100);
  await expect(leader.getByText("Hứa Minh Tuấn")).toHaveCount(0);
  await expect(leader.getByRole("link")).toHaveCount(0);
  // One picture: a wall is not scrolled.
  await expect
    .poll(() => leader.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]))
    .toEqual([1920, 1080]);
  await leader.context().close();
});

test("citizens and officers do not see the dashboard", async ({ browser, page }) => {
  const nobody = await page.request.get("/dieu-hanh");
  expect(nobody.status()).toBe(401);
  const officer = await deskOf(browser, "chuyenvien");
  expect((await officer.request.get("/dieu-hanh")).status()).toBe(403);
  await officer.context().close();
});
