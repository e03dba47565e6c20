// The code editor: Python, the keys that one expects, and a way out of it by the keyboard.

import { theme } from "./editortheme.js";
import { faultMark } from "./faultmark.js";
import { hanging } from "./hanging.js";

/** @import { EditorView } from "@codemirror/view" */
/** @import { Mark, Parts } from "./faultmark.js" */

const LABEL = "Your optimizer, in Python. The Tab key indents: press Escape first to leave with it.";
/** How long after Escape the Tab key leaves the editor, in milliseconds. Any other key ends it. */
const LEAVING = 10_000;

export class Editor {
  /**
   * It lives in a shadow root: there its styles come as sheets, which no policy of the page forbids.
   * @param {Parts} parts
   * @param {HTMLElement} host
   * @param {string} text
   * @param {() => void} onchange
   * @param {() => void} onrun
   */
  constructor(parts, host, text, onchange, onrun) {
    const { EditorState, EditorView } = parts;
    this.parts = parts;
    this.fault = faultMark(parts);
    const root = host.attachShadow({ mode: "open" });
    const run = () => {
      onrun();
      return true;
    };
    const extensions = [
      parts.lineNumbers(),
      parts.history(),
      parts.pythonLanguage,
      parts.indentUnit.of("    "),
      parts.indentOnInput(),
      parts.bracketMatching(),
      parts.highlightActiveLine(),
      parts.highlightActiveLineGutter(),
      theme(parts),
      this.fault.extension,
      hanging(parts),
      EditorView.lineWrapping,
      EditorState.tabSize.of(4),
      EditorView.contentAttributes.of({ "aria-label": LABEL, spellcheck: "false", autocapitalize: "off", tabindex: "0" }),
      EditorView.domEventHandlers({ beforeinput: overwrite }),
      EditorView.updateListener.of(({ docChanged }) => docChanged && onchange()),
      parts.keymap.of([
        { key: "Mod-Enter", run },
        { key: "Tab", run: indent, shift: parts.indentLess },
        { key: "Escape", run: leave },
        ...parts.defaultKeymap,
        ...parts.historyKeymap,
      ]),
    ];
    this.view = new EditorView({ parent: root, root, state: EditorState.create({ doc: text, extensions }) });

    /** @param {EditorView} view spaces to the next stop, or all lines of what is selected */
    function indent(view) {
      const { from, to, empty } = view.state.selection.main;
      if (!empty) return parts.indentMore(view);
      const column = from - view.state.doc.lineAt(from).from;
      const insert = " ".repeat(4 - (column % 4));
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input", scrollIntoView: true });
      return true;
    }

    /**
     * Type over what is selected. Left to itself, Chromium writes a style into the page there, which our policy forbids.
     * @param {InputEvent} event
     * @param {EditorView} view
     */
    function overwrite({ inputType, data, isComposing }, view) {
      if (inputType !== "insertText" || data === null || isComposing || view.state.selection.main.empty) return false;
      view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
      return true;
    }

    /** @param {EditorView} view */
    function leave(view) {
      view.setTabFocusMode(LEAVING);
      return true;
    }
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /**
   * Put another text in the place of all of it. Undo brings the old one back.
   * @param {string} text
   */
  replace(text) {
    if (text === this.text) return;
    const { doc } = this.view.state;
    // What isn't typed is undone by itself, however soon it follows on something else.
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, selection: { anchor: 0 }, userEvent: "input", scrollIntoView: true });
  }

  /**
   * Mark a fault at its line, or take the mark away.
   * @param {Mark | null} mark
   */
  mark(mark) {
    this.view.dispatch({ effects: this.fault.marked.of(mark) });
    if (mark) this.view.requestMeasure({ read: () => this.reach(mark.line), write: (top) => (this.view.scrollDOM.scrollTop = top) });
  }

  /**
   * How far down the editor must be scrolled, and nothing else, for a line to be seen with what is said below it.
   * @param {number} number
   */
  reach(number) {
    const { state, scrollDOM } = this.view;
    const { top, bottom } = this.view.lineBlockAt(state.doc.line(Math.min(Math.max(1, number), state.doc.lines)).from);
    const room = 2 * this.view.defaultLineHeight;
    return Math.min(Math.max(scrollDOM.scrollTop, bottom + room - scrollDOM.clientHeight), Math.max(0, top - room));
  }

  /**
   * Go to the beginning of what stands in a line.
   * @param {number} number
   */
  go(number) {
    const { doc } = this.view.state;
    const line = doc.line(Math.min(Math.max(1, number), doc.lines));
    const anchor = line.from + line.text.length - line.text.trimStart().length;
    this.view.dispatch({ selection: { anchor }, effects: this.parts.EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }
}
