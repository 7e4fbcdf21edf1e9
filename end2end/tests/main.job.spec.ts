// The main job in one breath: a citizen finds a procedure, fills its form, attaches a paper, hands in and
// pays; the Centre takes it in, the agency decides, the result comes back; citizen and director watch.
import { deskOf, PDF } from "../desk.ts";
import { attachPapers, begin, chooseFee, fillAll, readForm } from "../form_driver.ts";
import { freshPhone, signIn } from "../people.ts";
import { expect, test } from "../test.ts";

const SLUG = "stp-lltp-ca-nhan";

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with a script" : "without a script";
  test(`a criminal record certificate, from the search to the hand, ${how} @copies`, async ({
    browser,
    viewport,
    isMobile,
  }) => {
    test.setTimeout(180_000);
    const at = { viewport, isMobile };
    const citizen = await (await browser.newContext({ ...at, javaScriptEnabled })).newPage();
    await citizen.goto("/");
    await citizen.getByRole("searchbox").fill("ly lich tu phap cong dan");
    await citizen.getByRole("button", { name: "Tìm" }).click();
    await citizen.getByRole("link", { name: /^Cấp Phiếu lý lịch tư pháp cho công dân/ }).click();
    await expect(citizen.getByRole("heading", { level: 2, name: "Thành phần hồ sơ" })).toBeVisible();

    await begin(citizen, SLUG);
    await fillAll(citizen, readForm("data/forms/stp-lltp-03-2013.json"));
    await attachPapers(citizen);
    await chooseFee(citizen);
    await citizen.getByRole("link", { name: "Đăng nhập để nộp hồ sơ" }).click();
    await signIn(citizen, freshPhone());
    await citizen.getByRole("button", { name: "Nộp hồ sơ" }).click();
    await expect(citizen).toHaveURL(/\/ho-so\/.+\/da-nop$/);
    const reference = new URL(citizen.url()).pathname.split("/")[2];

    await citizen.goto(`/thanh-toan/${reference}`);
    await citizen.getByRole("button", { name: /^Thanh toán/ }).click();
    await citizen.getByRole("button", { name: "Thanh toán thành công" }).click();
    await expect(async () => {
      if (!javaScriptEnabled) await citizen.reload();
      await expect(citizen.getByRole("heading", { level: 1 })).toHaveText("Đã nộp phí");
    }).toPass({ timeout: 20_000 });

    const director = await deskOf(browser, "giamdoc", at);
    await director.goto("/dieu-hanh");
    await citizen.goto(`/ho-so/${reference}`);

    const intake = await deskOf(browser, "tiepnhan", at);
    await act(intake, reference, "Tiếp nhận hồ sơ");
    const officer = await deskOf(browser, "chuyenvien", at);
    await act(officer, reference, "Nhận thụ lý");
    await officer.locator("input[type=file]").setInputFiles({
      name: "phieu-ly-lich-tu-phap.pdf",
      mimeType: "application/pdf",
      buffer: PDF,
    });
    await expect(officer.getByText("Đã nhận", { exact: true })).toBeVisible();
    await officer.getByLabel("Nội dung kết quả").fill("Cấp Phiếu lý lịch tư pháp số 1.");
    await officer.getByRole("button", { name: "Trình dự thảo kết quả" }).click();
    await expect(officer.getByText("Đã trình dự thảo kết quả").first()).toBeVisible();
    const leader = await deskOf(browser, "lanhdao", at);
    await act(leader, reference, "Phê duyệt kết quả");
    const clerk = await deskOf(browser, "vanthu", at);
    await act(clerk, reference, "Cấp số và phát hành kết quả");

    await expect(async () => {
      if (!javaScriptEnabled) await citizen.reload();
      await expect(citizen.getByRole("main")).toContainText("Đã có kết quả", { timeout: 1_500 });
    }).toPass({ timeout: 20_000 });
    const download = citizen.waitForEvent("download");
    await citizen.getByRole("link", { name: /phieu-ly-lich-tu-phap\.pdf/ }).click();
    expect((await download).suggestedFilename()).toBe("phieu-ly-lich-tu-phap.pdf");
    for (const page of [citizen, director, intake, officer, leader, clerk]) {
      await page.context().close();
    }
  });
}

/** Opens the dossier and presses the button. */
async function act(desk: Awaited<ReturnType<typeof deskOf>>, reference: string, button: string) {
  await desk.goto(`/can-bo/ho-so/${reference}`);
  await desk.getByRole("button", { name: button }).click();
  await expect(desk.getByRole("button", { name: button })).toHaveCount(0);
}
