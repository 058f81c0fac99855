// The dialog for a place: on pictures of the body, by name in any language, or in own words.

import { button, make, opened } from "./dom.js";

const DOT_PX = 4; // of a panel's pixel
const LIT = "#d6f0ff";

export class Places {
  // `ask`: the tools' room maker. `load` before anything else.
  constructor(ask) {
    this.ask = ask;
  }

  async load() {
    const [list, pictures, choices] = await Promise.all(
      ["places", "pictures", "choices"].map(async (name) => JSON.parse(await this.ask(name))),
    );
    this.list = list;
    this.pictures = pictures;
    this.regions = Object.keys(choices.regions);
    this.byCode = new Map(list.map((place) => [place.id, place]));
  }

  // A picture of the body as the panel has it, with a mark or without.
  drawing(name, mark) {
    const { width, height, pages } = this.pictures;
    const canvas = make("canvas", { width: width * DOT_PX, height: height * DOT_PX });
    canvas.setAttribute("aria-hidden", "true");
    const digits = pages[name];
    const context = canvas.getContext("2d");
    context.fillStyle = LIT;
    for (let y = 0; y < (digits ? height : 0); y += 1) {
      for (let x = 0; x < width; x += 1) {
        const byte = Number.parseInt(digits.substr(2 * ((y >> 3) * width + x), 2), 16);
        if ((byte >> (y & 7)) & 1) context.fillRect(x * DOT_PX, y * DOT_PX, DOT_PX - 1, DOT_PX - 1);
      }
    }
    if (mark) {
      context.strokeStyle = "#ffb454";
      context.lineWidth = DOT_PX;
      context.beginPath();
      context.arc((mark[0] + 0.5) * DOT_PX, (mark[1] + 0.5) * DOT_PX, 4 * DOT_PX, 0, 7);
      context.stroke();
    }
    return canvas;
  }

  // Resolves to {point}, {area} or {name, region}; null when nothing was chosen.
  choose(words, language) {
    return new Promise((resolve) => {
      const done = (value) => () => {
        resolve(value);
        close();
      };
      const told = (texts) => texts?.[language] ?? texts?.en ?? "";
      const results = make("ul", { class: "results" });
      const own = make("div", { class: "own" });
      const search = make("input", { type: "text", id: "place-search", autocomplete: "off" });
      const item = (place) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "result", onclick: done({ point: place.id }) },
            make("strong", {}, `${place.id} ${told(place.name)}`),
            make("span", { class: "soft" }, `${told(place.label)}: ${told(place.find)}`),
          ),
        );
      const show = (places) => results.replaceChildren(...places.map(item));
      const ownWords = () => {
        const text = search.value.trim();
        if (!text) return own.replaceChildren();
        const region = make(
          "select",
          { id: "place-region" },
          make("option", { value: "" }, words.noRegion),
          ...this.regions.map((name) => make("option", { value: name }, words.regions[name] ?? name.replaceAll("_", " "))),
        );
        own.replaceChildren(
          make("label", { for: "place-region" }, words.region),
          region,
          button(words.ownWords.replace("{}", text), () =>
            done(region.value ? { name: text, region: region.value } : { area: text })(),
          ),
        );
      };
      let asked = 0;
      let found = this.list;
      search.addEventListener("input", async () => {
        ownWords();
        const turn = (asked += 1);
        const text = search.value.trim();
        const codes = text ? JSON.parse(await this.ask("search", text)) : null;
        if (turn !== asked) return;
        found = codes ? codes.map((code) => this.byCode.get(code)) : this.list;
        show(found);
      });
      const bodies = [...new Set(this.list.map((place) => place.picture))].map((name) =>
        this.body(name, told, done, (place) => show(place ? [place] : found)),
      );
      const title = "places-title";
      const dialog = make(
        "dialog",
        { class: "places", "aria-labelledby": title, oncancel: done(null) },
        make(
          "div",
          { class: "places-head" },
          make("h2", { id: title }, words.choosePlace),
          button(words.close, done(null)),
        ),
        make(
          "div",
          { class: "places-body" },
          make(
            "div",
            { class: "by-name" },
            make("label", { for: "place-search" }, words.byName),
            search,
            own,
            results,
          ),
          make("div", { class: "bodies", role: "group", "aria-label": words.onBody }, ...bodies),
        ),
      );
      show(this.list);
      const close = opened(dialog);
      search.focus();
    });
  }

  // One picture with a button on each of its points.
  body(name, told, done, show) {
    const { width, height } = this.pictures;
    const places = this.list.filter((place) => place.picture === name);
    const marks = places.map((place) => {
      const mark = make("button", {
        type: "button",
        class: "mark",
        title: `${place.id} ${told(place.name)}`,
        "aria-label": `${place.id} ${told(place.name)}, ${told(place.label)}`,
        onclick: done({ point: place.id }),
        onfocus: () => show(place),
        onpointerenter: () => show(place),
        onpointerleave: () => show(null),
      });
      mark.style.left = `${((place.mark[0] + 0.5) / width) * 100}%`;
      mark.style.top = `${((place.mark[1] + 0.5) / height) * 100}%`;
      return mark;
    });
    return make("div", { class: "body" }, this.drawing(name), ...marks);
  }
}
