// The page's views, one shown at a time: device, routines ... The address remembers which.
//
// One more view is a section `<section class="view" id="view-NAME">` in index.html and the word
// `view_NAME` of each language: its tab is made here. `follow` shows the first one.

export class Views {
  // `nav`: where the tabs go. `open`: gets the name of the view that is shown, each time.
  constructor(nav, open) {
    this.nav = nav;
    this.open = open;
    this.sections = [...document.querySelectorAll(".view")];
    this.names = this.sections.map((section) => section.id.slice("view-".length));
    nav.replaceChildren(...this.names.map((name) => this.tab(name)));
    addEventListener("hashchange", () => this.follow());
  }

  // Words of the present language.
  label(words) {
    this.nav.setAttribute("aria-label", words.views);
    for (const tab of this.nav.children) tab.textContent = words[`view_${tab.dataset.view}`];
  }

  tab(name) {
    const made = document.createElement("a");
    made.href = `#${name}`;
    made.dataset.view = name;
    return made;
  }

  // The view that the address names, else the first. What stands behind a `/` is the view's own.
  follow() {
    const asked = location.hash.slice(1).split("/")[0];
    const name = this.names.includes(asked) ? asked : this.names[0];
    if (name === this.shown) return;
    this.shown = name;
    for (const section of this.sections) section.hidden = section.id !== `view-${name}`;
    for (const tab of this.nav.children) {
      if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    this.open(name);
  }
}
