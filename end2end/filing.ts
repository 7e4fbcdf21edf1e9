// A dossier with a fee, handed in by what the forms send: for stories that begin after that.
import { expect, type APIResponse, type Page } from "@playwright/test";

/// Cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm: the generic form, no paper that must be
/// there, 700.000 ₫.
const PROCEDURE = "snn-attp";

let taken = 0;

/// A mobile number that no other story of this run uses.
function freshPhone(): string {
  taken += 1;
  const serial = (Date.now() % 1_000_000) * 10 + (taken % 10);
  return `09${String(serial).padStart(8, "0")}`;
}

/// Signs somebody new in and hands a dossier in; gives its reference.
export async function handIn(page: Page): Promise<string> {
  const phone = freshPhone();
  await post(page, "identity/request_code", { phone });
  const code = await codeOn(page, phone);
  await post(page, "identity/confirm_code", { phone, code });
  const id = await (await post(page, "draft/begin", { code: PROCEDURE, fresh: "true" })).json();
  const saved = await page.request.post("/fn/draft/save", {
    headers: headers(),
    data: { save: { id, answers: answers(phone) } },
  });
  expect(saved.ok(), await saved.text()).toBe(true);
  const submitted = await (await post(page, "draft/submit", { id })).json();
  expect(submitted.is_fee_open).toBe(true);
  return submitted.reference;
}

async function post(page: Page, name: string, form: Record<string, string>): Promise<APIResponse> {
  const reply = await page.request.post(`/fn/${name}`, { headers: headers(), form, maxRedirects: 0 });
  expect(reply.ok(), `${name}: ${await reply.text()}`).toBe(true);
  return reply;
}

function headers() {
  return { origin: process.env.BASE_URL ?? "", accept: "application/json" };
}

async function codeOn(page: Page, phone: string): Promise<string> {
  let code = "";
  await expect(async () => {
    const inbox = await page.request.get(`/demo/tin-nhan?so=${phone}`);
    code = (await inbox.text()).match(/(?<!\d)(\d{6}) là mã đăng nhập/)?.[1] ?? "";
    expect(code).not.toBe("");
  }).toPass({ timeout: 15_000 });
  return code;
}

function answers(phone: string) {
  return {
    filing_for: "individual",
    full_name: "Nguyễn Thị Hoàng Thùy Dương",
    date_of_birth: { day: "7", month: "3", year: "1990" },
    gender: "female",
    cccd: "006190990001",
    phone,
    contact_address: { era: "2025", province: "19", commune: "01840", detail: "Tổ 7B" },
    request_content: "Đề nghị cấp giấy chứng nhận cho cơ sở chế biến miến dong.",
    return_method: "counter",
  };
}
