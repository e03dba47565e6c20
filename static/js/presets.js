// The lessons: each sets the page, and has a sentence that says what to look at there.

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class Presets {
  /**
   * @param {string | null} name of the one that the address says
   * @param {(query: URLSearchParams) => Promise<void>} onchoose called with the setting of the one that was chosen
   */
  constructor(name, onchoose) {
    /** The one whose sentence is shown, none where it is empty. */
    this.name = "";
    for (const chooser of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-preset]"))) {
      if (chooser.dataset.preset === name) this.tell(chooser);
      chooser.addEventListener("click", async (event) => {
        // A link that is to open elsewhere does.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        byId("menu").hidePopover();
        await onchoose(new URLSearchParams(chooser.dataset.query));
        this.tell(chooser);
      });
    }
    byId("look-close").addEventListener("click", () => this.leave());
  }

  /** @param {HTMLElement} chooser */
  tell({ dataset: { preset = "", title = "", look = "" } }) {
    this.name = preset;
    byId("look-title").textContent = title;
    byId("look-text").textContent = look;
    byId("look").hidden = false;
  }

  /** Say no more. */
  leave() {
    this.name = "";
    byId("look").hidden = true;
  }
}
