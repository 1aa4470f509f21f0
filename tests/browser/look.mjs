// Open pages in Chromium and say what is wrong with them.
//
// Usage: node look.mjs ORDER, where ORDER is a JSON file:
//   { modules, chromium, pages: [{ file, name }], pictures, most }
// Prints JSON: { name: { axe, dark, sideways, keyboard, print, states, loads, isDark } }, every value a list of
// sentences and empty when all is well; isDark says whether the dark look is dark.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
const require = createRequire(pathToFileURL(path.join(order.modules, "x.js")));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const NARROW = 320;
const PAPER = 718; // CSS pixels between the margins of an A4
const SCREEN = { width: 1280, height: 900 };

const axeFaults = (page, only) =>
  page.evaluate(
    async ([values, type]) => {
      const { violations } = await window.axe.run(document, {
        runOnly: { type, values }, resultTypes: ["violations"], preload: false, // a page in a file may fetch nothing
      });
      return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary}`));
    },
    only ? [only, "rule"] : [TAGS, "tag"],
  );

const sideways = (page) =>
  page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1);
    const free = wide.filter((e) => !e.parentElement.closest(".rulla, [tabindex='0']"));
    return [`${document.documentElement.scrollWidth} px: ${free.slice(0, 5).map((e) => e.outerHTML.slice(0, 80))}`];
  }, NARROW);

async function keyboard(page, most) {
  const stops = await page.evaluate(() => {
    const can = "a[href], button, input, select, textarea, summary, [tabindex]";
    const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.disabled;
    window.stops = [...document.querySelectorAll(can)].filter(shown);
    return window.stops.map((e) => e.outerHTML.slice(0, 90));
  });
  const faults = [];
  for (let n = 0; n < Math.min(stops.length, most); n += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const ringed = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return { place: window.stops.indexOf(e), ringed, inView, what: e.outerHTML.slice(0, 90) };
    });
    if (at.place !== n) faults.push(`stopp ${n} skulle vara ${stops[n]} men är ${at.what}`);
    else if (!at.ringed) faults.push(`syns inte att den är vald: ${at.what}`);
    else if (!at.inView) faults.push(`vald utanför det som syns: ${at.what}`);
    if (faults.length) return faults;
  }
  return faults;
}

async function skipLink(page) {
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  const first = page.locator("a[href]").first();
  const target = (await first.getAttribute("href")) ?? "";
  if (!target.startsWith("#")) return [`första länken hoppar inte till innehållet: ${target}`];
  await first.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate((id) => {
    const main = document.getElementById(id);
    if (!main || !main.closest("main")) return false;
    const links = window.stops.filter((e) => main.contains(e));
    const now = document.activeElement;
    return !links.length || main.contains(now);
  }, target.slice(1));
  return inside ? [] : [`hopplänken ${target} leder inte in i innehållet`];
}

const shownTexts = () => {
  const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (text && parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) found.push(text);
  }
  return found;
};

async function print(page) {
  const before = await page.evaluate(shownTexts);
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await page.setViewportSize({ width: PAPER, height: 1000 });
  const after = await page.evaluate(shownTexts);
  const cut = await page.evaluate(() => {
    const clips = (e) => getComputedStyle(e).overflowX !== "visible" && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1;
    return [...document.querySelectorAll("main, main *")].filter(clips).map((e) => `klipps: ${e.outerHTML.slice(0, 90)}`);
  });
  const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  await page.setViewportSize(SCREEN);
  const gone = before.length === after.length ? [] : [`${before.length} texter på skärmen, ${after.length} på papper`];
  return [...gone, ...cut, ...(/^rgba\(0, 0, 0, 0\)$|255, 255, 255/.test(light) ? [] : [`papperet är ${light}`])];
}

// Without colour only words and signs are left: each state must have a word, and no two states the same one.
const states = (page) =>
  page.evaluate(() => {
    const faults = [];
    const word = (e) => {
      const copy = e.cloneNode(true);
      copy.querySelectorAll("[aria-hidden=true]").forEach((x) => x.remove());
      return copy.textContent.trim();
    };
    const of = new Map();
    for (const e of document.querySelectorAll(".lage, .lagesrad > li, .niva, .faser > li, table.matris td, [data-lage]")) {
      const said = word(e);
      if (!said) faults.push(`läge utan ord: ${e.outerHTML.slice(0, 120)}`);
      if (e.matches(".lage")) {
        const code = [...e.classList].filter((c) => c !== "lage").join(" ");
        if (of.has(said) && of.get(said) !== code) faults.push(`samma ord för två lägen: ${said}`);
        of.set(said, code);
      }
    }
    return faults;
  });

async function look(browser, { file, name }) {
  const context = await browser.newContext({ viewport: SCREEN, bypassCSP: true, reducedMotion: "reduce" });
  const page = await context.newPage();
  const loads = [];
  page.on("request", (r) => /^(file|data|about):/.test(r.url()) || loads.push(`hämtar ${r.url()}`));
  page.on("requestfailed", (r) => loads.push(`saknas: ${r.url()}`));
  page.on("console", (m) => m.type() === "error" && loads.push(m.text()));
  page.on("pageerror", (e) => loads.push(String(e)));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  const found = { axe: await axeFaults(page), states: await states(page) };
  found.keyboard = [...(await keyboard(page, order.most)), ...(await skipLink(page))];
  found.print = await print(page);
  await page.screenshot({ path: path.join(order.pictures, `${name}.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  found.dark = await axeFaults(page, ["color-contrast"]);
  found.isDark = await page.evaluate(() => {
    const rgb = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
    return rgb.length === 3 && Math.max(...rgb) < 96;
  });
  await page.screenshot({ path: path.join(order.pictures, `${name}-morkt.png`) });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: NARROW, height: 800 });
  found.sideways = await sideways(page);
  await page.screenshot({ path: path.join(order.pictures, `${name}-smalt.png`) });
  found.loads = loads;
  await context.close();
  return found;
}

const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: order.chromium, args });
const answer = {};
const left = [...order.pages];
const worker = async () => {
  for (let next = left.shift(); next; next = left.shift()) answer[next.name] = await look(browser, next);
};
await Promise.all([worker(), worker()]);
await browser.close();
process.stdout.write(JSON.stringify(answer));
