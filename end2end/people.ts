// Who signs in. Each story takes a phone of its own, so that limits of one do not meet another.
import { expect, type Page } from "@playwright/test";

let taken = 0;

/// A mobile number that no other story of this worker uses.
export function freshPhone(): string {
  taken += 1;
  const worker = Number(process.env.TEST_PARALLEL_INDEX ?? "0");
  const serial = (Date.now() % 10_000) * 100 + worker * 50 + taken;
  return `09${String(10_000_000 + serial).slice(-8)}`;
}

/// The code in the newest message to a phone, as the demo's inbox shows it.
export async function codeOn(page: Page, phone: string): Promise<string> {
  const inbox = await page.context().newPage();
  let code = "";
  await expect(async () => {
    await inbox.goto(`/demo/tin-nhan?so=${phone}`);
    const text = await inbox.getByRole("main").innerText();
    code = text.match(/(?<!\d)\d{6}(?!\d)/)?.[0] ?? "";
    expect(code).not.toBe("");
  }).toPass({ timeout: 15_000 });
  await inbox.close();
  return code;
}

/// Signs in on the page that asks for the phone, and lands where that page leads.
export async function signIn(page: Page, phone: string) {
  await page.getByLabel("Số điện thoại di động").fill(phone);
  await page.getByRole("button", { name: "Gửi mã đăng nhập" }).click();
  await page.getByLabel("Mã gồm 6 chữ số").fill(await codeOn(page, phone));
  await page.getByRole("main").getByRole("button", { name: "Đăng nhập" }).click();
}
