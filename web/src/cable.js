// The cable: a device that is plugged in, and what this page can do for it.

import { CABLE_WORDS } from "./cable_words.js";
import { asked, button, make } from "./dom.js";
import { Line } from "./line.js";
import { Panel } from "./panel.js";
import { canConnect, Port } from "./port.js";
import { digitsOfFile, saved } from "./share.js";

const DRAFT = "acupacer-draft"; // where the routine maker keeps its set
const WATCH_MS = 200; // so long the device waits for something to happen before it answers
const RIGHT_S = 2; // a clock read over a line is right to about this
const JSON_FILE = "application/json";
const WHOLE_PANEL = [0, 127, 0, 7];

export class Cable {
  // `root`: the view's section.
  constructor(root, toolbox, language) {
    this.root = root;
    this.toolbox = toolbox;
    this.language = language;
    this.words = CABLE_WORDS[language];
    this.line = null;
    this.port = null;
    this.known = null; // what the device said of itself
    this.said = []; // words key and what fills it, or a text, for each line of what is said
    this.source = this.draft() ? "draft" : "factory";
    this.plan = null;
    this.isShown = true;
    this.isAtWork = false;
    this.pressed = new Set();
    this.chosen = {}; // settings and answers by name, as text, that were not set yet
    this.turns = Promise.resolve();
    this.build();
  }

  label(language) {
    if (language === this.language) return;
    this.language = language;
    this.words = CABLE_WORDS[language];
    this.build();
  }

  // The view is shown, or another one is.
  seen(isSeen) {
    this.isShown = isSeen;
    if (isSeen) this.tellSources();
    this.watchAgain?.();
  }

  // --- what there is --------------------------------------------------------------------

  build() {
    const { words } = this;
    const act = (name, run, props = {}) =>
      button(words[name], () => this.once(name, run), { id: `cable-${name}`, ...props });
    // What is long scrolls in it, by keys as well.
    this.says = make("div", { class: "verdict", role: "status", id: "cable-says", tabindex: 0 });
    this.connectors = make(
      "p",
      { class: "row" },
      act("connect", () => this.connect(false), { class: "small first" }),
      act("connectAny", () => this.connect(true)),
    );
    this.absent = make(
      "div",
      { class: "panel-card", id: "cable-absent" },
      make("p", {}, words.noSerial),
      make("p", {}, make("code", {}, "acupacer push routines.json")),
      make("p", { class: "row" }, act("saveFile", () => this.saveFile())),
    );
    this.there = make("div", { class: "cable", id: "cable-there" }, ...this.cards(act));
    this.root.replaceChildren(
      make("h2", { class: "unseen" }, words.cable),
      make("p", {}, words.lead),
      canConnect() ? this.connectors : this.absent,
      this.says,
      this.there,
    );
    this.tell();
    this.tellSources();
    this.tellDevice();
    this.tellPlan();
  }

  cards(act) {
    const { words } = this;
    const card = (name, ...children) =>
      make("section", { class: "panel-card", "aria-labelledby": `cable-${name}-name` },
        make("h3", { id: `cable-${name}-name` }, words[name]), ...children);
    const canvas = make("canvas", { role: "img", "aria-label": words.mirrorLabel });
    const room = make("div", { class: "room" }, canvas);
    this.facts = make("dl", { id: "cable-facts" });
    this.sources = make("fieldset", { class: "sources" });
    this.changes = make("div", { id: "cable-changes", role: "status" });
    this.bar = make("progress", { id: "cable-progress", hidden: true, "aria-label": words.sending });
    this.settings = make("form", { id: "cable-settings", onsubmit: (event) => this.configure(event) });
    this.sessions = make("div", { id: "cable-sessions" });
    this.file = make("input", {
      type: "file",
      id: "cable-file",
      hidden: true,
      accept: ".json,.txt,.md,.csv,.tsv",
      onchange: () => this.take(this.file.files[0]),
    });
    const cards = [
      card("device", this.facts, make("p", { class: "row" },
        act("setClock", () => this.setClock()), act("leave", () => this.leave()))),
      card("mirror", make("div", { class: "glass" }, room), make("p", { class: "soft" }, words.onlyLooks)),
      card("routines", this.sources, this.file,
        make("p", { class: "row" }, act("compare", () => this.compare()),
          act("send", () => this.send(), { class: "small first" }), act("pull", () => this.pull())),
        this.bar,
        button(words.giveUp, () => this.line?.giveUp(), { id: "cable-giveUp", hidden: true }),
        this.changes),
      card("choices", this.settings),
      card("history", make("p", {}, words.historyLead),
        make("p", { class: "row" }, act("read", () => this.readHistory())), this.sessions),
    ];
    this.panel = new Panel(canvas);
    if (this.page) this.panel.take(WHOLE_PANEL, this.page);
    return cards;
  }

  // --- what is said -----------------------------------------------------------------------

  // Lines of [words key, what fills it], or of texts that are in no table.
  say(...lines) {
    this.said = lines;
    this.tell();
  }

  tell() {
    const text = (line) =>
      typeof line === "string" ? line : this.words[line[0]].replace("{}", line[1] ?? "");
    this.says.replaceChildren(...this.said.map((line) => make("p", {}, text(line))));
  }

  // What a failed operation was, and how the device stands now. `kind`: file, choice or look.
  sayFailed(told, kind) {
    const isLeft = told.code === "transport_gone" && this.isLeft;
    const known = isLeft ? "left" : `failed_${told.code}`;
    const key = known in this.words ? known : "failed_refused";
    const stands = `${kind}_${told.stands || (kind === "look" ? "" : "kept")}`;
    const end = stands in this.words ? [[stands]] : [];
    this.say([key, told.message], ...told.faults, ...end);
    if (told.code === "transport_gone" || told.code === "no_answer") this.drop();
  }

  // --- the port -----------------------------------------------------------------------------

  async connect(isAny) {
    let port;
    try {
      port = await Port.chosen(isAny);
    } catch {
      return this.say(["noneChosen"]);
    }
    return this.work(async () => {
      this.say(["asking"]);
      const line = new Line(this.toolbox, (digits) => port.write(digits));
      try {
        await port.open((digits) => line.receive(digits), () => this.ended(line));
      } catch {
        return this.say(["notOpened"]);
      }
      const told = await line.run("who", null, this.language).catch((error) => {
        line.end();
        port.close();
        throw error;
      });
      if (!told.answer?.device) {
        line.end();
        await port.close();
        return this.say([told.answer ? "stranger" : "failed_transport_gone"]);
      }
      [this.port, this.line, this.isLeft] = [port, line, false];
      this.say(["connected", told.answer.device.id]);
      await this.look();
      this.watch(line).catch((error) => this.fail(error));
      return null;
    });
  }

  // The port is closed, or the device was unplugged.
  ended(line) {
    line.end();
    if (line !== this.line) return;
    if (!this.isAtWork && this.port) this.say(["failed_transport_gone"]);
    this.drop();
  }

  // What runs ends by it, and says how the device stands; that is the last word.
  async leave() {
    const { port, isAtWork } = this;
    this.isLeft = true;
    this.port = null;
    this.drop();
    await port?.close();
    if (!isAtWork) this.say(["left"]);
  }

  drop() {
    const { port } = this;
    this.line?.end();
    [this.line, this.port, this.known, this.plan, this.page] = [null, null, null, null, null];
    this.chosen = {};
    port?.close();
    this.tellDevice();
    this.tellPlan();
  }

  // A button pressed again before it is done changes nothing.
  async once(name, run) {
    if (this.pressed.has(name)) return;
    this.pressed.add(name);
    await run();
    this.pressed.delete(name);
  }

  // Do `act` once what was begun before is done.
  work(act) {
    this.turns = this.turns.then(() => this.alone(act));
    return this.turns;
  }

  async alone(act) {
    this.isAtWork = true;
    this.root.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (error) {
      this.fail(error);
    } finally {
      this.isAtWork = false;
      this.root.removeAttribute("aria-busy");
      this.bar.hidden = true;
      this.root.querySelector("#cable-giveUp").hidden = true;
    }
  }

  // The program itself ended by a fault.
  fail(error) {
    console.error(error);
    this.say(["failed_fault", error.message.split("\n").at(-1)]);
  }

  // An operation; one that was waiting when the device went finds it gone.
  async run(name, value, hear) {
    if (!this.line) return { code: "transport_gone", stands: "", faults: [], message: "" };
    return this.line.run(name, value, this.language, hear);
  }

  // --- the device -----------------------------------------------------------------------------

  async look() {
    const told = await this.run("look", () => Date.now() / 1000);
    if (!told.answer) return this.sayFailed(told, "look");
    this.known = told.answer;
    this.names = JSON.parse(await this.toolbox.ask("cable", "words", this.language));
    return this.tellDevice();
  }

  async tellDevice() {
    this.there.hidden = !this.known;
    this.connectors.hidden = Boolean(this.known);
    if (!this.known) return;
    const { device, routines } = this.known;
    const facts = { id: device.id, model: device.model, firmware: device.fw, count: String(routines), clock: this.clock() };
    this.facts.replaceChildren(
      ...Object.entries(facts).flatMap(([name, text]) => [
        make("dt", {}, this.words[`fact_${name}`]),
        make("dd", { id: `cable-fact-${name}` }, text),
      ]),
    );
    this.names = JSON.parse(await this.toolbox.ask("cable", "words", this.language));
    this.tellChoices();
  }

  clock() {
    const { clock, off_s: off } = this.known;
    if (off === null) return this.words.clockUnset;
    const time = clock.slice(0, 16).replace("T", " ");
    if (Math.abs(off) <= RIGHT_S) return `${time} (${this.words.clockRight})`;
    const word = off > 0 ? this.words.clockAhead : this.words.clockBehind;
    return `${time} (${word.replace("{}", spell(Math.abs(off)))})`;
  }

  setClock() {
    return this.work(async () => {
      const told = await this.run("set_clock", () => Date.now() / 1000);
      if (!told.answer) return this.sayFailed(told, "choice");
      Object.assign(this.known, told.answer);
      this.say(["clockSet"]);
      return this.tellDevice();
    });
  }

  // --- the panel ------------------------------------------------------------------------------

  async watch(line) {
    for (let isFirst = true; this.line === line; ) {
      if (!this.isShown || document.hidden) {
        await this.sleep();
        continue;
      }
      const told = await line.run("mirror", isFirst ? 0 : WATCH_MS, this.language);
      if (this.line !== line) return;
      if (!told.answer) return this.sayFailed(told, "look");
      isFirst = false;
      if (told.answer.page) {
        this.page = told.answer.page;
        this.panel.take(WHOLE_PANEL, this.page);
      }
    }
  }

  // Until the view may be seen again.
  sleep() {
    return new Promise((resolve) => {
      this.watchAgain = resolve;
      document.addEventListener("visibilitychange", resolve, { once: true });
    });
  }

  // --- routines -------------------------------------------------------------------------------

  draft() {
    try {
      const { document } = JSON.parse(localStorage.getItem(DRAFT));
      return Array.isArray(document.routines) && document.routines.length ? document : null;
    } catch {
      return null; // there is none
    }
  }

  tellSources() {
    const kinds = ["draft", "factory", "file"].filter((kind) => kind !== "draft" || this.draft());
    if (!kinds.includes(this.source)) this.source = "factory";
    this.sources.replaceChildren(
      make("legend", {}, this.words.which),
      ...kinds.map((kind) =>
        make("label", { class: "source-choice" },
          make("input", {
            type: "radio",
            name: "cable-source",
            value: kind,
            checked: kind === this.source,
            onclick: () => this.choose(kind),
          }),
          kind === "file" && this.taken ? this.taken.name : this.words[`source_${kind}`],
        ),
      ),
    );
  }

  choose(kind) {
    this.source = kind;
    this.plan = null;
    this.tellPlan();
    if (kind !== "file") return;
    this.file.value = ""; // so that the same one, edited, can be chosen again
    this.file.click();
  }

  take(file) {
    if (file) this.taken = file;
    this.plan = null;
    this.tellSources();
    this.tellPlan();
  }

  // The chosen set as a device gets it; "" when there is none or it has faults, which is said.
  async wanted() {
    const ask = (...call) => this.toolbox.ask("maker", ...call);
    let told = "";
    if (this.source === "file") {
      if (!this.taken) {
        this.say(["noFile"]);
        return "";
      }
      told = await ask("check_bytes", await digitsOfFile(this.taken), this.taken.name, this.language);
    } else {
      const text = this.source === "draft" ? JSON.stringify(this.draft()) : await ask("factory", "en");
      told = await ask("check", text, "routines.json", this.language);
    }
    const { faults, sent } = JSON.parse(told);
    if (faults.length) this.say(["hasFaults"], ...faults);
    return sent;
  }

  async planned() {
    const text = await this.wanted();
    if (!text) return null;
    const told = await this.run("compare", text, (kind, ...numbers) => this.hear(kind, ...numbers));
    if (!told.answer) {
      this.sayFailed(told, "look");
      return null;
    }
    this.plan = { ...told.answer, text };
    this.tellPlan();
    return this.plan;
  }

  compare() {
    return this.work(async () => {
      this.say();
      await this.planned();
    });
  }

  tellPlan() {
    const { plan, words } = this;
    if (!plan) return this.changes.replaceChildren();
    const lines = plan.lines.map((line) => make("li", { class: kindOf(line) }, line));
    let head = words[`against_${plan.against}`];
    if (plan.is_same) head = words.isSame;
    else if (!lines.length && plan.against !== "faulty") head = words.noDifference;
    return this.changes.replaceChildren(
      make("p", {}, head),
      ...(lines.length ? [make("ul", { class: "changes" }, ...lines)] : []),
    );
  }

  send() {
    return this.work(async () => {
      this.say();
      const plan = await this.planned();
      if (!plan) return null;
      if (plan.is_same) return this.say(["isSame"]);
      if (plan.bytes > plan.most_bytes) return this.say(["tooLong", plan.most_bytes]);
      if (plan.removed.length && !(await this.mayGo(plan.removed))) return this.say(["notSent"]);
      this.root.querySelector("#cable-giveUp").hidden = false;
      this.say(["sending"]);
      const told = await this.run("send", plan.text, (...news) => this.hear(...news));
      if (!told.answer) return this.sayFailed(told, "file");
      const { refused, routines, sha } = told.answer;
      this.say(
        ["sent", `${routines} (SHA-256 ${sha.slice(0, 12)}…)`],
        ...refused.map(([routine, text]) => `${this.words.willRefuse} ${routine}: ${text}`),
        ...(told.answer.is_asked ? [["isAsked"]] : []),
      );
      this.plan = null;
      this.tellPlan();
      return this.look();
    });
  }

  async mayGo(removed) {
    const { words } = this;
    const lines = removed.map((name) => make("p", {}, name));
    return (await asked(words.wouldGo, lines, [words.keep, words.letGo])) === 1;
  }

  // News of what runs: a file's bytes, or that the device is busy.
  hear(kind, ...numbers) {
    if (kind === "progress") {
      const [done, total] = numbers;
      this.bar.hidden = false;
      this.bar.max = total;
      this.bar.value = done;
      if (done === total) this.root.querySelector("#cable-giveUp").hidden = true;
    } else if (numbers[0] > 0) this.say(["busyFor", spell(numbers[0])]);
    else this.say(["busy"]);
  }

  pull() {
    return this.work(async () => {
      this.say();
      const told = await this.run("pull", null, (...news) => this.hear(...news));
      if (!told.answer) return this.sayFailed(told, "look");
      saved(told.answer.text, "routines.json", JSON_FILE);
      return this.say([told.answer.is_built_in ? "pulledBuiltIn" : "pulled"]);
    });
  }

  // For the tool, where the browser has no ports.
  saveFile() {
    return this.work(async () => {
      const text = await this.wanted();
      if (text) saved(await this.toolbox.ask("maker", "laid_out", text), "routines.json", JSON_FILE);
    });
  }

  // --- settings and answers -------------------------------------------------------------------

  tellChoices() {
    const { words, known: seen } = this;
    const field = (name, label, choices, value) =>
      make("p", { class: "field" },
        make("label", { for: `cable-${name}` }, label),
        make("select", { id: `cable-${name}`, name, onchange: ({ target }) => (this.chosen[name] = target.value) },
          ...choices.map(([choice, text]) => {
            const told = JSON.stringify(choice);
            return make("option", { value: told, selected: told === (this.chosen[name] ?? JSON.stringify(value)) }, text);
          })));
    const settings = this.names.settings
      .filter(([name]) => name in seen.settings)
      .map(([name, label, choices]) => field(name, label, choices, seen.settings[name]));
    const answers = [[null, words.notAnswered], [false, words.no], [true, words.yes]];
    const asked = this.names.profile
      .filter(([flag]) => flag in seen.profile)
      .map(([flag, question]) =>
        field(flag, question, seen.profile[flag] === null ? answers : answers.slice(1), seen.profile[flag]));
    this.settings.replaceChildren(
      make("fieldset", { class: "fields" }, make("legend", {}, words.settings), ...settings),
      make("fieldset", { class: "fields" }, make("legend", {}, words.profile), ...asked),
      make("p", { class: "row" }, make("button", { class: "small", id: "cable-set" }, words.set)),
    );
  }

  configure(event) {
    event.preventDefault();
    const chosen = new FormData(this.settings);
    const changed = (known) =>
      Object.fromEntries(
        Object.keys(known)
          .filter((name) => chosen.has(name))
          .map((name) => [name, JSON.parse(chosen.get(name))])
          .filter(([name, value]) => value !== known[name]),
      );
    const wanted = { settings: changed(this.known.settings), profile: changed(this.known.profile) };
    return this.work(async () => {
      if (!Object.keys({ ...wanted.settings, ...wanted.profile }).length) return this.say(["nothingChanged"]);
      const told = await this.run("configure", wanted, (...news) => this.hear(...news));
      if (!told.answer) return this.sayFailed(told, "choice");
      Object.assign(this.known, told.answer);
      this.chosen = {};
      this.say(["wasSet"]);
      return this.tellChoices();
    });
  }

  // --- history --------------------------------------------------------------------------------

  readHistory() {
    return this.work(async () => {
      this.say();
      const told = await this.run("history", null, (...news) => this.hear(...news));
      if (!told.answer) return this.sayFailed(told, "look");
      return this.tellHistory(told.answer);
    });
  }

  tellHistory({ rows, csv, json, device }) {
    const { words } = this;
    if (!rows.length) return this.sessions.replaceChildren(make("p", {}, words.noSession));
    const heads = ["number", "began", "title", "delivered", "prescribed", "pauses", "end", "helped"];
    const cells = (row) => [
      row.number,
      row.began || words.clockUnset,
      row.title,
      spell(row.delivered_s),
      spell(row.prescribed_s),
      row.pauses,
      words[`ended_${row.ended || "not"}`] ?? row.ended,
      words[`helped_${row.helped || "no"}`] ?? row.helped,
    ];
    const table = make("table", {},
      make("caption", { id: "cable-caption" }, words.sessions.replace("{}", rows.length)),
      make("thead", {}, make("tr", {}, ...heads.map((name) => make("th", { scope: "col" }, words[`head_${name}`])))),
      make("tbody", {}, ...rows.toReversed().map((row) =>
        make("tr", {}, ...cells(row).map((cell) => make("td", {}, String(cell)))))));
    return this.sessions.replaceChildren(
      make("p", { class: "row" },
        button(words.saveCsv, () => saved(csv, `${device}.csv`, "text/csv"), { id: "cable-saveCsv" }),
        button(words.saveJson, () => saved(json, `${device}.json`, JSON_FILE), { id: "cable-saveJson" })),
      make("div", { class: "scroll", tabIndex: 0, role: "region", "aria-labelledby": "cable-caption" }, table),
    );
  }
}

const spell = (seconds) =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;

const kindOf = (line) => ({ "+": "came", "-": "went", "~": "changed" })[line[0]] ?? "detail";
