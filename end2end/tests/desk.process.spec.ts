import { expectAccessible } from "../axe.ts";
import { deskOf, Filer, PDF } from "../desk.ts";
import { expect, test } from "../test.ts";

test.describe.configure({ timeout: 240_000 });

test("an officer's queue grows by itself, and a dossier goes from it to the citizen's hand", async ({
  browser,
  isMobile,
  viewport,
}) => {
  const as = (login: string) => deskOf(browser, login, { viewport, isMobile });
  const filer = await Filer.arrive(browser);
  const intake = await as("tiepnhan");
  await intake.goto("/can-bo?xem=don-vi&co-quan=STP&trang-thai=submitted");
  await expect(intake.getByRole("heading", { level: 1 })).toHaveText("Hồ sơ cần xử lý");

  const reference = await filer.file("Công ty Hồ Ba Bể");

  await expect(intake.locator(`#queue a[href$="${reference}"]`)).toBeVisible({ timeout: 15_000 });
  await expectAccessible(intake);

  const watcher = await as("lanhdao");
  await watcher.goto(`/can-bo/ho-so/${reference}`);
  await expect(watcher.getByText("Hồ sơ này hiện không chờ")).toBeVisible();

  await intake.goto(`/can-bo/ho-so/${reference}`);
  await expectAccessible(intake);
  await intake.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
  await expect(intake.getByText("Đã tiếp nhận hồ sơ").first()).toBeVisible();
  await expect(watcher.locator("#dossier-status")).toContainText("Chờ phân công", { timeout: 15_000 });
  await expect(watcher.getByText("Hồ sơ vừa thay đổi")).toBeVisible();

  const officer = await as("chuyenvien");
  await officer.goto(`/can-bo/ho-so/${reference}`);
  await officer.getByRole("button", { name: "Nhận thụ lý" }).click();
  await expect(officer.locator("#dossier-status")).toContainText("Hoàng Văn Thắng");
  await officer.locator("input[type=file]").setInputFiles({
    name: "ket-qua.pdf",
    mimeType: "application/pdf",
    buffer: PDF,
  });
  await expect(officer.getByText("Đã nhận", { exact: true })).toBeVisible();
  await officer.getByLabel("Nội dung kết quả").fill("Cấp Phiếu lý lịch tư pháp số 1.");
  await expectAccessible(officer);
  await officer.getByRole("button", { name: "Trình dự thảo kết quả" }).click();
  await expect(officer.getByText("Đã trình dự thảo kết quả").first()).toBeVisible();

  await watcher.getByRole("link", { name: "Mở bản mới" }).click();
  await watcher.getByRole("button", { name: "Phê duyệt kết quả" }).click();
  await expect(watcher.getByText("Đã phê duyệt kết quả").first()).toBeVisible();

  const clerk = await as("vanthu");
  await clerk.goto("/can-bo");
  await clerk.locator(`#queue a[href$="${reference}"]`).click();
  await clerk.getByRole("button", { name: "Cấp số và phát hành kết quả" }).click();
  await expect(clerk.getByText("Đã phát hành kết quả").first()).toBeVisible();

  await intake.goto(`/can-bo/ho-so/${reference}`);
  await intake.getByRole("button", { name: "Xác nhận đã trả kết quả" }).click();
  await expect(intake.locator("#dossier-status")).toContainText("Đã trả kết quả");
  await expect(intake.locator("#dossier-log")).toContainText("Chờ trả kết quả → Đã trả kết quả");
  for (const page of [intake, watcher, officer, clerk]) await page.context().close();
});

test("the second of two officers is told who was first, and what was typed stays", async ({
  browser,
}) => {
  const filer = await Filer.arrive(browser);
  const reference = await filer.file("Hợp tác xã Nà Phặc");
  const [first, second] = [await deskOf(browser, "tiepnhan"), await deskOf(browser, "tiepnhan")];
  for (const page of [first, second]) await page.goto(`/can-bo/ho-so/${reference}`);
  await second.getByText("Từ chối tiếp nhận", { exact: true }).first().click();
  await second.getByLabel("Lý do từ chối tiếp nhận").fill("Không thuộc thẩm quyền của Sở Tư pháp");

  await first.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
  await expect(first.getByText("Đã tiếp nhận hồ sơ").first()).toBeVisible();
  await expect(second.getByText("Nông Thị Hoa: Đã tiếp nhận hồ sơ")).toBeVisible();
  await second.getByRole("button", { name: "Từ chối tiếp nhận" }).click();

  await expect(second.getByText("Nông Thị Hoa vừa xử lý hồ sơ này")).toBeVisible();
  await expect(second.getByText("Không thuộc thẩm quyền của Sở Tư pháp")).toBeVisible();
  await expect(second.locator("#dossier-status")).toContainText("Chờ phân công");
  for (const page of [first, second]) await page.context().close();
});

test("without a script an officer asks for a supplement, and a missing reason loses nothing", async ({
  browser,
}) => {
  const filer = await Filer.arrive(browser);
  const reference = await filer.file("Công ty Chợ Đồn");
  const intake = await deskOf(browser, "tiepnhan", { javaScriptEnabled: false });
  await intake.goto(`/can-bo/ho-so/${reference}`);
  await intake.locator("summary", { hasText: "Yêu cầu bổ sung" }).click();
  await intake.locator("summary", { hasText: "Nội dung kê khai cần sửa" }).click();
  await intake.getByLabel("Chức vụ", { exact: false }).first().check();
  await intake.getByLabel("Lời nhắn chung").fill("Bổ sung trong tuần này.");
  await intake.getByRole("button", { name: "Yêu cầu bổ sung" }).click();

  await expect(intake.getByText("Chọn ít nhất một giấy tờ")).toBeVisible();
  await expect(intake.getByLabel("Lời nhắn chung")).toHaveValue("Bổ sung trong tuần này.");
  await intake.getByLabel(/^Lý do – .*Chức vụ/).fill("Ghi đúng chức vụ của người đại diện.");
  await intake.getByRole("button", { name: "Yêu cầu bổ sung" }).click();

  await expect(intake.getByText("Đã yêu cầu bổ sung").first()).toBeVisible();
  await expect(intake.locator("#dossier-status")).toContainText("Chờ bổ sung để tiếp nhận");
  await intake.context().close();
});

test("an officer of another agency finds nothing", async ({ browser }) => {
  const filer = await Filer.arrive(browser);
  const reference = await filer.file("Công ty Ngân Sơn");
  const stranger = await deskOf(browser, "chuyenvien.gtvt");

  const reply = await stranger.request.get(`/can-bo/ho-so/${reference}`);

  expect(reply.status()).toBe(404);
  await stranger.context().close();
});
