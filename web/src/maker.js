// The routine maker: one model, three views of it, checked by the laptop's own rooms.

import { asked, button, make } from "./dom.js";
import { Form } from "./maker_form.js";
import { Places } from "./maker_places.js";
import { play, timeline } from "./maker_preview.js";
import { MAKER_WORDS } from "./maker_words.js";
import { copy, Model } from "./model.js";
import { digitsOfFile, packed, saved, unpacked } from "./share.js";

const DRAFT = "acupacer-draft";
const IDLE_MS = 400; // after the last key the whole set is checked, and kept
const VIEWS = ["form", "text", "json"];
const LOCAL = /^(localhost|127\..*|\[::1\])$/; // nobody else reaches these
const NAMES = { text: "routine.txt", json: "routine.json" };
const OWN_ADDRESS = "#routines";

export class Maker {
  // `root`: the view's section. `device`: see page.js.
  constructor(root, toolbox, language, device) {
    this.root = root;
    this.toolbox = toolbox;
    this.device = device;
    this.view = "form";
    this.kept = {}; // texts that could not be read, by view
    this.sent = "";
    this.faults = [];
    this.playing = 0;
    this.places = new Places((...call) => this.ask(...call));
    this.isDirty = false; // changed here since it was kept
    this.model = new Model((isWhole) => {
      this.isDirty = true;
      this.changed(isWhole);
    });
    this.language = language;
    this.words = MAKER_WORDS[language];
    addEventListener("pagehide", () => this.keep());
    addEventListener("storage", (event) => event.key === DRAFT && this.takeOver());
    addEventListener("hashchange", () => this.followAddress());
    addEventListener("keydown", (event) => this.key(event));
  }

  // The tools' answer. That they ended by an error is said, until they answer again; what waited
  // for it ends.
  async ask(name, ...values) {
    try {
      const answer = await this.toolbox.ask("maker", name, ...values);
      this.of("failed")?.remove();
      return answer;
    } catch (error) {
      if (!this.of("failed")) {
        this.root.prepend(make("p", { class: "warn", role: "alert", id: "maker-failed" }, this.words.failed));
      }
      throw error;
    }
  }

  // The same of a document: what is said of it is said in the page's language.
  async told(name, ...values) {
    return JSON.parse(await this.ask(name, ...values, this.language));
  }

  // The view is shown, or another one is.
  async seen(isSeen) {
    if (!isSeen) this.stop();
    else if (!this.form && !this.isStarting) {
      this.isStarting = true;
      await this.start().finally(() => (this.isStarting = false));
    }
  }

  async start() {
    this.root.replaceChildren(make("p", { class: "soft", role: "status" }, this.words.loading));
    await this.places.load();
    this.model.load(this.draft() ?? { document: JSON.parse(await this.ask("factory", this.language)), selected: 0 });
    this.build();
    this.changed(true, this.kept);
    await this.followAddress();
  }

  // Another tab has kept a draft; who has changed nothing since has that one from now on.
  takeOver() {
    const draft = this.form && !this.isDirty && this.draft();
    if (!draft) return;
    this.model.load(draft);
    this.changed(true, this.kept);
  }

  draft() {
    try {
      const { document, selected, kept } = JSON.parse(localStorage.getItem(DRAFT));
      if (!Array.isArray(document.routines)) return null;
      this.kept = kept ?? {};
      return { document, selected };
    } catch {
      return null; // there is none, or this browser keeps nothing
    }
  }

  keep() {
    if (!this.isDirty) return; // what is kept is as it is here, or another tab's
    this.isDirty = false;
    const { document, selected } = this.model;
    try {
      localStorage.setItem(DRAFT, JSON.stringify({ document, selected, kept: this.kept }));
    } catch {
      // The page says elsewhere that this browser keeps nothing.
    }
  }

  label(language) {
    if (language === this.language) return;
    this.language = language;
    this.words = MAKER_WORDS[language];
    if (!this.form) return;
    this.build();
    this.changed(true, this.kept);
  }

  // --- what there is --------------------------------------------------------------------

  build() {
    const { words } = this;
    const act = (name, run) => button(words[name], run, { id: `maker-${name}` });
    const input = make("input", {
      type: "file",
      id: "maker-file",
      hidden: true,
      accept: ".json,.txt,.md,.csv,.tsv",
      onchange: () => this.open(input.files[0]).finally(() => (input.value = "")),
    });
    this.list = make("ol", { class: "routines" });
    this.panel = make("div", { class: "panel", role: "tabpanel", id: "maker-panel" });
    this.says = make("p", { class: "verdict", role: "status", id: "maker-says" });
    this.whole = make("ul", { class: "faults", id: "maker-whole" });
    this.side = make("div", { id: "maker-preview" });
    this.card = make("section", { class: "card" });
    this.tabs = make(
      "div",
      { class: "tabs", role: "tablist", "aria-label": words.viewsOfOne, onkeydown: (event) => this.tabKey(event) },
      ...VIEWS.map((view) =>
        make(
          "button",
          { type: "button", role: "tab", id: `tab-${view}`, "aria-controls": "maker-panel", onclick: () => this.show(view) },
          words[view],
        ),
      ),
    );
    this.form = new Form(this.panel, {
      model: this.model,
      words,
      placeOf: (step) => this.placeOf(step),
      drawing: (place) => this.places.drawing(place.picture, place.mark),
      pick: (index) => this.pick(index),
      feel: (index) => this.feel(index),
    });
    this.root.replaceChildren(
      make("h2", { class: "unseen" }, words.routines),
      make(
        "div",
        { class: "row bar" },
        act("undo", () => this.model.undo()),
        act("redo", () => this.model.redo()),
        make("span", { class: "gap" }),
        act("open", () => input.click()),
        act("save", () => this.save()),
        act("saveText", () => this.saveText()),
        act("share", () => this.share()),
        act("print", () => this.print()),
        button(words.try, () => this.try(), { id: "maker-try", class: "small first" }),
        input,
      ),
      make(
        "div",
        { class: "maker" },
        make(
          "div",
          { class: "listed" },
          make("h3", {}, words.routines),
          this.list,
          make(
            "p",
            { class: "row" },
            act("add", () => this.add()),
            act("duplicate", () => this.duplicate()),
            act("remove", () => this.remove()),
            button("↑", () => this.move(-1), { id: "maker-up", "aria-label": words.up, title: words.up }),
            button("↓", () => this.move(1), { id: "maker-down", "aria-label": words.down, title: words.down }),
          ),
          this.whole,
        ),
        make("div", { class: "editor" }, this.tabs, this.panel),
        make("div", { class: "seen" }, make("h3", {}, words.preview), this.says, this.side),
      ),
      this.card,
    );
  }

  // A new routine is called what its title says, as `acupacer new` calls it.
  async follow() {
    const { routine } = this.model;
    if (!routine || routine.id !== this.unnamed || !routine.title) return;
    const { id } = JSON.parse(await this.ask("new_routine", routine.title));
    if (this.model.routine !== routine || routine.id !== this.unnamed) return;
    this.unnamed = routine.id = this.model.freeId(id, routine);
    const field = document.getElementById("field-id");
    if (field && field !== document.activeElement) field.value = routine.id;
  }

  // `kept`: texts that could not be read yet and stay.
  changed(isWhole, kept = {}) {
    if (!this.form) return;
    if (isWhole || this.view === "form") this.kept = kept;
    if (isWhole) this.draw();
    this.drawList();
    this.check();
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      await this.follow();
      this.keep();
      this.checkWhole();
    }, IDLE_MS);
  }

  drawList() {
    const { model, words } = this;
    this.list.replaceChildren(
      ...model.routines.map((routine, index) =>
        make(
          "li",
          {},
          make(
            "button",
            {
              type: "button",
              class: "routine",
              id: `routine-${index}`,
              "aria-current": index === model.selected ? "true" : undefined,
              onclick: () => this.select(index),
            },
            make("span", {}, routine.title || words.untitled),
            make("span", { class: "soft" }, routine.steps?.length === 1 ? words.oneStep : words.someSteps.replace("{}", routine.steps?.length ?? 0)),
          ),
        ),
      ),
    );
    const none = !model.routine;
    for (const name of ["duplicate", "remove", "share", "print", "saveText"]) this.of(name).disabled = none;
    this.of("up").disabled = model.selected <= 0;
    this.of("down").disabled = none || model.selected === model.routines.length - 1;
    this.of("undo").disabled = !model.before.length;
    this.of("redo").disabled = !model.after.length;
  }

  of(name) {
    return document.getElementById(`maker-${name}`);
  }

  select(index) {
    this.stop();
    this.unnamed = "";
    this.model.select(index);
    this.kept = {};
    this.changed(true);
    document.getElementById(`routine-${index}`)?.focus();
  }

  // --- the list ---------------------------------------------------------------------------

  async add() {
    const made = JSON.parse(await this.ask("new_routine", this.words.untitled));
    const { id, title, steps } = made;
    this.model.take({ routines: [{ id, title, steps: steps.slice(0, 1) }] });
    this.unnamed = this.model.routine.id; // it follows the title until another one is chosen
    this.show("form");
    const field = document.getElementById("field-title");
    field?.focus();
    field?.select();
  }

  duplicate() {
    const again = copy(this.model.routine);
    this.model.take({ routines: [{ ...again, title: `${again.title} 2`.slice(0, 40) }] });
  }

  remove() {
    const { model } = this;
    model.change(() => {
      model.routines.splice(model.selected, 1);
      model.selected = Math.min(model.selected, model.routines.length - 1);
    });
    this.of(model.routine ? "remove" : "add").focus();
  }

  move(by) {
    const { model } = this;
    model.change(() => {
      const [routine] = model.routines.splice(model.selected, 1);
      model.selected += by;
      model.routines.splice(model.selected, 0, routine);
    });
  }

  // --- three views ------------------------------------------------------------------------

  show(view) {
    this.view = view;
    this.draw();
    this.tellFaults();
  }

  tabKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = VIEWS[(VIEWS.indexOf(this.view) + by + VIEWS.length) % VIEWS.length];
    this.show(next);
    document.getElementById(`tab-${next}`).focus();
  }

  draw() {
    for (const view of VIEWS) {
      const tab = document.getElementById(`tab-${view}`);
      tab.setAttribute("aria-selected", String(view === this.view));
      tab.tabIndex = view === this.view ? 0 : -1;
    }
    this.panel.setAttribute("aria-labelledby", `tab-${this.view}`);
    if (!this.model.routine) this.panel.replaceChildren(make("p", {}, this.words.none));
    else if (this.view === "form") this.form.draw();
    else this.drawText();
  }

  async drawText() {
    const { view, words } = this;
    const area = make("textarea", {
      id: "maker-text",
      class: "source",
      spellcheck: false,
      "aria-label": words[view],
      "aria-describedby": "maker-text-faults",
      oninput: () => this.readText(area.value),
    });
    const hint = make("p", { class: "soft" }, words[`${view}Hint`]);
    this.panel.replaceChildren(hint, area, make("ul", { class: "faults", id: "maker-text-faults" }));
    const kept = this.kept[view];
    if (kept !== undefined) {
      area.value = kept;
      this.readText(kept);
      return;
    }
    const document_ = JSON.stringify(this.model.alone());
    if (view === "json") area.value = await this.ask("laid_out", document_);
    else {
      const { faults } = await this.told("check", document_, NAMES.json);
      const told = faults.length ? { text: "", fault: words.mendFirst } : await this.told("as_text", document_);
      area.value = told.text;
      area.disabled = Boolean(told.fault);
      this.tellText(told.fault ? [told.fault] : []);
    }
    area.rows = Math.min(30, Math.max(10, area.value.split("\n").length + 1));
  }

  // What is typed there is the routine as soon as it can be read; until then it is kept.
  async readText(text) {
    const { view, words } = this;
    const { routine } = this.model;
    this.kept[view] = text;
    this.isDirty = true;
    const turn = (this.reading = (this.reading ?? 0) + 1);
    if (this.isReading) return;
    this.isReading = true;
    const told = this.told("check", text, NAMES[view]).finally(() => (this.isReading = false));
    const { faults, lines, document: read } = await told;
    if (this.kept[view] === undefined) return; // it is another's text now
    if (turn !== this.reading || this.model.routine !== routine) {
      const newer = this.kept[this.view];
      if (newer !== undefined) this.readText(newer);
      return;
    }
    const isShown = this.view === view;
    const several = !faults.length && read.routines.length !== 1 ? [words.oneHere] : [];
    if (isShown) this.tellText([...faults, ...several], lines);
    if (faults.length || several.length) return;
    this.kept = {};
    if (JSON.stringify(read) === JSON.stringify(this.model.alone())) return;
    this.model.replace(read, view);
    if (!isShown) this.draw(); // it was read after another tab was chosen
  }

  tellText(faults, lines = []) {
    const list = document.getElementById("maker-text-faults");
    list?.replaceChildren(...faults.map((fault, at) => make("li", {}, this.fault(fault, lines[at]))));
    document.getElementById("maker-text")?.setAttribute("aria-invalid", String(faults.length > 0));
    if (this.kept[this.view] !== undefined && faults.length) {
      this.says.textContent = this.words.textKept;
      this.says.classList.add("warn");
    } else if (this.says.textContent === this.words.textKept) this.tellFaults();
  }

  // A fault that names a line leads to it.
  fault(fault, line) {
    if (!line) return fault;
    return button(fault, () => {
      const area = document.getElementById("maker-text");
      const lines = area.value.split("\n");
      const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      area.focus();
      area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    }, { class: "link" });
  }

  key(event) {
    if (this.root.hidden || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (!isRedo && key !== "z") return;
    if (document.querySelector("dialog[open]")) return;
    // Typing that the routine does not have yet is the text field's own to take back.
    if (event.target.id === "maker-text" && this.kept[this.view] !== undefined) return;
    event.preventDefault();
    if (isRedo) this.model.redo();
    else this.model.undo();
  }

  // --- checks -----------------------------------------------------------------------------

  // The routine at hand, after every key: what it says, in the validator's words.
  async check() {
    this.isDue = true;
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      while (this.isDue && this.model.routine) {
        this.isDue = false;
        const told = await this.told("check", JSON.stringify(this.model.alone()), NAMES.json);
        if (this.isDue) continue;
        this.faults = told.faults;
        this.tellFaults();
        await this.preview(told.sent);
      }
      if (!this.model.routine) {
        this.says.textContent = "";
        this.side.replaceChildren();
      }
    } finally {
      this.isChecking = false;
    }
    if (this.isDue && this.model.routine) this.check();
    this.drawCard();
  }

  tellFaults() {
    const { words, faults } = this;
    if (this.view === "form") this.form.show(faults.map(placed));
    const count = faults.length;
    this.says.textContent = count ? (count === 1 ? words.oneFault : words.someFaults.replace("{}", count)) : words.sound;
    this.says.classList.toggle("warn", count > 0);
  }

  async preview(sent) {
    if (!sent) {
      this.side.replaceChildren();
      return;
    }
    const told = JSON.parse(await this.ask("preview_of", sent, "0", "0"));
    if (this.isDue) return;
    const names = this.model.routine.steps.map((step) => this.placeOf(step).title);
    this.side.replaceChildren(timeline(told, this.words, names));
  }

  // All routines together: what is there twice, or too much.
  async checkWhole() {
    const told = await this.told("check", JSON.stringify(this.model.document), "routines.json");
    this.sent = told.sent;
    const wrong = new Set();
    const others = [];
    for (const fault of told.faults) {
      const index = /^routines\[(\d+)\]/.exec(fault);
      if (index) wrong.add(Number(index[1]));
      if (!index || /^\S+\.id: .*routines\[/.test(fault)) others.push(fault); // an id that another one has
    }
    this.model.routines.forEach((_, index) => {
      document.getElementById(`routine-${index}`)?.classList.toggle("wrong", wrong.has(index));
    });
    this.whole.replaceChildren(...others.map((fault) => make("li", {}, fault)));
    return told;
  }

  // --- places and previews ------------------------------------------------------------------

  // What a step's place is called, how it is found, and where it is drawn.
  placeOf(step) {
    const told = (texts) => (typeof texts === "object" ? (texts?.[this.language] ?? texts?.en ?? "") : (texts ?? ""));
    if (step.exercise !== undefined) return { title: String(step.exercise) };
    if (step.area !== undefined) return { title: String(step.area) };
    const id = step.point ?? step.place ?? "";
    const own = (this.model.document.places ?? []).find((place) => place.id === id);
    const place = own ?? this.places.byCode.get(id);
    if (!place) return { title: String(id) };
    const name = told(place.name);
    return {
      title: step.point ? `${id} ${name}` : name,
      find: told(place.find),
      caution: told(place.caution),
      picture: place.picture ?? this.places.regions[place.region],
      mark: place.mark,
    };
  }

  async pick(index) {
    const chosen = await this.places.choose(this.words, this.language);
    if (!chosen) return;
    let where = chosen;
    let places = [];
    if (chosen.name) {
      const { name, region, ...spot } = chosen;
      const made = JSON.parse(await this.ask("own_place", name, region));
      const place = this.model.fitted({ ...made, ...spot });
      where = { place: place.id };
      places = [place];
    }
    const step = { ...this.model.routine.steps[index] };
    for (const key of ["point", "place", "area", "exercise"]) delete step[key];
    this.model.change(() => {
      this.model.define(places);
      this.form.routine.steps[index] = ordered({ ...step, ...where });
    });
    document.getElementById(`step-${index}-place`)?.focus();
  }

  async feel(index) {
    this.stop();
    this.device.unlock();
    if (this.device.isBusy()) return this.say(this.words.busy);
    const turn = this.playing;
    const { sent, faults } = await this.told("check", JSON.stringify(this.model.alone()), NAMES.json);
    if (faults.length) return this.say(this.words.mendFirst);
    const cues = JSON.parse(await this.ask("cues_of", sent, "0", String(index)));
    const isOn = () => turn === this.playing && !this.device.isBusy();
    await play(cues, this.language, this.device.motor, this.device.tone, (text) => this.say(text), isOn);
    if (isOn()) this.tellFaults();
    return undefined;
  }

  // No cue goes on.
  stop() {
    this.playing += 1;
    if (this.device.isBusy()) return;
    this.device.motor(0, 0);
    this.device.tone(0, 0);
  }

  say(text) {
    this.says.classList.remove("warn");
    this.says.textContent = text;
  }

  // --- to the device, files, links, paper -----------------------------------------------------

  async try() {
    const { words } = this;
    const { sent, faults } = await this.checkWhole();
    if (!sent) {
      await asked(words.tryFaults, [list(faults)], [words.close]);
      return;
    }
    const titles = this.model.routines.map((routine) => routine.title);
    if ((await asked(words.tryQuestion, [list(titles)], [words.tryYes, words.no])) !== 0) return;
    this.say(words.giving);
    this.of("try").disabled = true;
    const line = await this.device.line();
    const told = await line.run("send", sent, this.language).finally(() => (this.of("try").disabled = false));
    if (told.answer) {
      this.says.replaceChildren(words.given, " ", make("a", { href: "#device" }, words.toDevice));
      return;
    }
    await asked(words.notGiven, [make("p", {}, told.message)], [words.close]);
  }

  async open(file) {
    if (!file) return;
    const { words } = this;
    const told = await this.told("check_bytes", await digitsOfFile(file), file.name);
    if (told.faults.length) {
      await asked(words.openFaults.replace("{}", file.name), [list(told.faults)], [words.close]);
      return;
    }
    const titles = told.document.routines.map((routine) => routine.title);
    const answer = await asked(file.name, [list(titles)], [words.addThem, words.replaceAll, words.no]);
    if (answer === 0) this.model.take(told.document);
    if (answer === 1) {
      this.model.change(() => {
        this.model.document = told.document;
        this.model.selected = 0;
      });
    }
  }

  async save() {
    const { sent } = await this.checkWhole();
    const text = await this.ask("laid_out", sent || JSON.stringify(this.model.document));
    saved(text, "routines.json", "application/json");
  }

  async saveText() {
    const { words } = this;
    const { sent, document: whole, faults } = await this.checkWhole();
    const told = sent ? await this.told("as_text", JSON.stringify(whole)) : { fault: faults.join("\n") };
    if (told.fault) await asked(words.noText, [make("p", {}, told.fault)], [words.close]);
    else saved(told.text, "routines.txt", "text/plain");
  }

  async share() {
    const { words } = this;
    const link = `${location.origin}${location.pathname}${OWN_ADDRESS}/${await packed(JSON.stringify(this.model.alone()))}`;
    const field = make("input", { readOnly: true, value: link, id: "share-link", "aria-label": words.share, onfocus: () => field.select() });
    const copied = navigator.clipboard?.writeText ? [words.copy] : [];
    const answer = await asked(words.shareTitle, [make("p", {}, LOCAL.test(location.hostname) ? words.shareHere : words.shareHint), field], [...copied, words.close]);
    if (copied.length && answer === 0) {
      const isCopied = await navigator.clipboard.writeText(link).then(() => true, () => false);
      if (isCopied) this.say(words.copied);
    }
  }

  // A routine in the address is shown, with what to mind, before it is taken.
  async followAddress() {
    const [view, ...rest] = location.hash.slice(1).split("/");
    if (view !== "routines" || !rest.length) return;
    history.replaceState(null, "", OWN_ADDRESS);
    const { words } = this;
    let told;
    try {
      told = await this.told("check", await unpacked(rest.join("/")), NAMES.json);
    } catch {
      told = { faults: [words.linkDamaged] };
    }
    if (told.faults.length) {
      await asked(words.linkFaults, [list(told.faults)], [words.close]);
      return;
    }
    const [routine] = told.document.routines;
    const cautions = this.cautionsOf(told.document);
    const { text } = await this.told("as_text", JSON.stringify(told.document));
    const lines = [
      make("p", { class: "soft" }, words.linkHint),
      ...cautions.map((caution) => make("p", { class: "warn" }, caution)),
      make("pre", {}, text || JSON.stringify(told.document, null, 1)),
    ];
    if ((await asked(routine.title, lines, [words.take, words.no])) === 0) this.model.take(told.document);
  }

  cautionsOf(document_) {
    const own = this.model.document;
    this.model.document = { ...document_, places: document_.places ?? [] };
    const found = document_.routines.flatMap((routine) => [
      ...(routine.cautions ?? []),
      ...routine.steps.map((step) => this.placeOf(step).caution ?? ""),
    ]);
    this.model.document = own;
    return [...new Set(found.filter(Boolean))];
  }

  async print() {
    const document_ = JSON.stringify(this.model.alone());
    const { faults } = await this.told("check", document_, NAMES.json);
    if (faults.length) await asked(this.words.mendFirst, [list(faults)], [this.words.close]);
    else print();
  }

  drawCard() {
    const { words, model } = this;
    this.card.replaceChildren();
    if (!model.routine) return;
    if (this.faults.length) {
      this.card.append(make("p", {}, words.mendFirst), list(this.faults));
      return;
    }
    const routine = model.routine;
    this.card.append(
      make("h2", {}, routine.title),
      make("p", {}, routine.about ?? ""),
      ...this.cautionsOf(model.alone()).map((caution) => make("p", { class: "warn" }, caution)),
      make(
        "ol",
        {},
        ...routine.steps.map((step) => {
          const place = this.placeOf(step);
          return make(
            "li",
            {},
            place.picture ? this.places.drawing(place.picture, place.mark) : null,
            make(
              "div",
              {},
              make("strong", {}, place.title),
              make("p", {}, `${words.methods[step.method]} · ${dose(step, words)}`),
              place.find ? make("p", { class: "soft" }, place.find) : null,
              ...(step.text ?? []).map((line) => make("p", {}, line)),
            ),
          );
        }),
      ),
      make("p", { class: "soft" }, words.cardFoot),
    );
  }
}

const list = (lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));

const ordered = (step) => {
  const { method, point, place, area, ...rest } = step;
  return JSON.parse(JSON.stringify({ method, point, place, area, ...rest }));
};

// `routines[0].title: what` as its path within the routine, and what.
function placed(fault) {
  const match = /^((?:routines|places|document)[^:\s]*): (.*)$/s.exec(fault);
  if (!match) return ["", fault];
  const [, path, what] = match;
  if (!path.startsWith("routines[0]")) return ["", fault];
  return [path.slice("routines[0]".length).replace(/^\./, ""), what];
}

// How often and how long, in short.
function dose(step, words) {
  const range = (dose_) =>
    typeof dose_ === "number" ? `${dose_} s` : `${dose_.start_s}–${dose_.max_s} s`;
  const sides = words.sideNames[step.sides?.join() ?? ""];
  const parts = [];
  if (step.hold !== undefined) parts.push(`${step.repetitions ?? 3} × ${range(step.hold)}`);
  if (step.movement) {
    const { repetitions, out_s: out, stay_s: stay, back_s: back } = step.movement;
    parts.push(`${repetitions} × ${out}+${stay}+${back} s`);
  }
  if (step.window) parts.push(`${range(step.window)}, ${words.spotFrom} ${range(step.spot)}`);
  if (step.sides) parts.push(sides);
  return parts.join(", ");
}
