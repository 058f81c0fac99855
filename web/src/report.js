// The report: what a device has on record, as `acupacer report` shows it, made by the same rooms.

import { button, make } from "./dom.js";
import { REPORT_WORDS } from "./report_words.js";
import { saved } from "./share.js";

export class Report {
  // `root`: the view's section. `device`: see page.js.
  constructor(root, toolbox, language, device) {
    this.root = root;
    this.device = device;
    this.source = "own";
    this.made = null; // {device, html, csv} of what is shown
    this.said = "";
    this.turn = 0; // attempts so far: what an earlier one brings comes too late
    this.sheet = make("div", { id: "report-sheet" });
    this.sheet.attachShadow({ mode: "open" });
    this.label(language);
  }

  label(language) {
    if (language === this.language) return;
    const isFirst = !this.language;
    this.language = language;
    this.words = REPORT_WORDS[language];
    this.build();
    if (!isFirst && !this.root.hidden) this.read();
  }

  // The view is shown: as it is by now. Or another one is.
  seen(isSeen) {
    if (!isSeen) return;
    this.tellSources();
    this.read();
  }

  build() {
    const { words } = this;
    const act = (name, run) => button(words[name], run, { id: `report-${name}` });
    this.sources = make("fieldset", { class: "sources" });
    this.says = make("p", { class: "verdict", role: "status", id: "report-says" });
    this.savers = [
      act("print", () => print()),
      act("saveHtml", () => this.save("html", "text/html")),
      act("saveCsv", () => this.save("csv", "text/csv")),
    ];
    this.root.replaceChildren(
      make("div", { class: "bar" },
        make("h2", { class: "unseen" }, words.report),
        make("p", {}, words.lead),
        this.sources,
        make("p", { class: "row" }, act("read", () => this.read()), ...this.savers),
        this.says,
      ),
      this.sheet,
    );
    this.tellSources();
    this.tell(this.said);
  }

  tellSources() {
    const kinds = this.device.cableLine() ? ["own", "cable"] : ["own"];
    if (!kinds.includes(this.source)) this.source = "own";
    this.sources.hidden = kinds.length === 1;
    this.sources.replaceChildren(
      make("legend", {}, this.words.which),
      ...kinds.map((kind) =>
        make("label", { class: "source-choice" },
          make("input", { type: "radio", name: "report-source", value: kind, checked: kind === this.source, onclick: () => this.choose(kind) }),
          this.words[`source_${kind}`])),
    );
  }

  choose(kind) {
    this.source = kind;
    this.read();
  }

  // `key` of the words, or "", and what is said there besides.
  tell(key, more = "") {
    this.said = key;
    this.says.textContent = key ? this.words[key].replace("{}", more) : "";
    for (const each of this.savers) each.disabled = !this.made;
  }

  // Ask the device for its history, and show what it comes to.
  async read() {
    const turn = (this.turn += 1);
    this.tell("reading");
    this.root.setAttribute("aria-busy", "true");
    const told = await this.asked();
    if (turn !== this.turn) return;
    this.root.removeAttribute("aria-busy");
    const { answer } = told;
    this.made = answer?.html ? answer : null;
    this.show(this.made?.html ?? "");
    if (!answer) this.tell("failed", told.message);
    else this.tell(this.made ? "" : "noSession");
  }

  async asked() {
    try {
      const line = this.source === "cable" ? this.device.cableLine() : await this.device.line();
      if (!line) return { message: this.words.unplugged };
      return await line.run("report", today(), this.language);
    } catch (error) {
      console.error(error);
      return { message: error.message.split("\n").at(-1) };
    }
  }

  // The page that is saved, shown within this one: its styles, which the policy would not have
  // within a text, and its body.
  show(html) {
    const [before, styles = "", after = ""] = html.split(/<\/?style>/);
    const page = new DOMParser().parseFromString(before + after, "text/html");
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const root = this.sheet.shadowRoot;
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...page.body.children);
    this.sheet.lang = page.documentElement.lang;
  }

  save(kind, type) {
    saved(this.made[kind], `${this.made.device}.${kind}`, type);
  }
}

// The day it is here, as 2026-01-31.
function today() {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0"));
  return `${now.getFullYear()}-${month}-${day}`;
}
