// Fill in an answer form with the keyboard as a person would, and keep what it saves.
//
// Usage: node fill.mjs ORDER, where ORDER is a JSON file: { modules, chromium, page, texts, out }
// Prints JSON: { first, focused, status, asked, restored } as they are described below.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
const require = createRequire(pathToFileURL(path.join(order.modules, "x.js")));
const { chromium } = require("playwright-core");

const browser = await chromium.launch({ executablePath: order.chromium, args: ["--no-sandbox"] });
const context = await browser.newContext({ offline: true, acceptDownloads: true });
const page = await context.newPage();
const asked = []; // every address that the page asks for, beside itself
page.on("request", (r) => { if (!r.url().startsWith("file:") && !r.url().startsWith("blob:")) asked.push(r.url()); });
await page.goto(pathToFileURL(order.page).href);

await page.locator("#spara").press("Enter"); // nothing is chosen yet
const first = await page.locator("#fel").innerText(); // what the page says then
const focused = await page.evaluate(() => document.activeElement.id); // and where it puts the reader

await page.locator('input[name="stallningstagande"][value="tillstyrker_med_synpunkter"]').focus();
await page.keyboard.press("Space");
await page.locator('input[name="F1-stallningstagande"][value="avstyrker"]').check();
for (const [id, text] of Object.entries(order.texts)) await page.locator(`[id="${id}"]`).fill(text);
const [saved] = await Promise.all([page.waitForEvent("download"), page.locator("#spara").press("Enter")]);
await saved.saveAs(order.out);
const status = await page.locator("#lage").innerText(); // what it says when the file is saved

await page.reload();
await page.locator("#fil").setInputFiles(order.out);
await page.waitForFunction(() => document.getElementById("lage").textContent !== "");
const restored = await page.locator('[id="F1-synpunkt"]').inputValue(); // what a saved file gives back

await browser.close();
process.stdout.write(JSON.stringify({ first, focused, status, asked, restored }));
