// A dossier that costs nothing and needs no paper, handed in by a citizen and moved by staff.
import { expect, type Page } from "@playwright/test";
import { attachPapers, begin, chooseFee, fillAll, readForm } from "./form_driver.ts";
import { signIn } from "./people.ts";

const PROCEDURE = "stp-lltp-co-quan";
const FORM = readForm("shared/src/form/generic.json");

/// Hands a dossier in as whoever holds that phone; stands on the page that says "we have it".
export async function handIn(page: Page, phone: string): Promise<string> {
  await begin(page, PROCEDURE);
  await fillAll(page, FORM);
  await attachPapers(page);
  await chooseFee(page);
  await page.getByRole("link", { name: "Đăng nhập để nộp hồ sơ" }).click();
  await signIn(page, phone);
  await page.getByRole("button", { name: "Nộp hồ sơ" }).click();
  await expect(page).toHaveURL(/\/ho-so\/.+\/da-nop$/);
  const reference = await page.locator(".panel .code").innerText();
  expect(reference).toMatch(/^HS-\w{4}-\w{5}$/);
  return reference;
}

/// Does what a button of the officer's page does.
export async function actAsStaff(
  page: Page,
  reference: string,
  action: string,
  fields: Record<string, string> = {},
) {
  await page.goto(`/can-bo/ho-so/${reference}`);
  const version = await page.locator("input[name=version]").first().inputValue();
  const reply = await page.request.post(`/fn/queue/${action}`, {
    form: { code: reference, version, ...fields },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(reply.status(), await reply.text()).toBe(200);
}
