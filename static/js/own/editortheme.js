// How the editor looks: the colours are those of the page, light and dark.

/** @typedef {typeof import("../../../tools/editor.js")} Parts */

/**
 * What the editor is extended with.
 * @param {Parts} parts
 */
export function theme({ EditorView, HighlightStyle, syntaxHighlighting, tags }) {
  const words = HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.self, tags.bool, tags.null], color: "var(--code-word)" },
    { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className), tags.className], color: "var(--code-name)", fontWeight: "600" },
    { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
    { tag: tags.number, color: "var(--code-number)" },
    { tag: tags.comment, color: "var(--ink-soft)", fontStyle: "italic" },
    { tag: tags.meta, color: "var(--code-name)" },
  ]);
  const look = EditorView.theme({
    "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--raised)", fontSize: "var(--size-small)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--digits)", fontVariantLigatures: "none", lineHeight: "1.6", overflow: "auto" },
    ".cm-content": { padding: "var(--space-2) 0", caretColor: "var(--ink)" },
    ".cm-line": { padding: "0 var(--space-3) 0 var(--space-2)" },
    ".cm-lineWrapping .cm-line": { paddingLeft: "calc(var(--space-2) + var(--indent, 2ch))", textIndent: "calc(-1 * var(--indent, 2ch))" },
    ".cm-gutters": { color: "var(--ink-soft)", backgroundColor: "var(--raised)", border: "none" },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "3.25ch", padding: "0 var(--space-1) 0 var(--space-2)" },
    "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--sunken) 55%, transparent)" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
    "&.cm-focused .cm-activeLineGutter": { color: "var(--ink)", backgroundColor: "transparent" },
    "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--line-strong)" },
    "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--bad)" },
    ".cm-content ::selection, .cm-content::selection": { backgroundColor: "color-mix(in srgb, var(--focus) 30%, transparent)" },
    ".cm-fault": { textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "0.25em" },
    ".cm-fault-line, &.cm-focused .cm-fault-line.cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--bad) 9%, transparent)" },
    ".cm-gutterElement.cm-fault-number, &.cm-focused .cm-gutterElement.cm-fault-number": { color: "var(--bad)", fontWeight: "700" },
    ".cm-fault-message": {
      padding: "var(--space-1) var(--space-3) var(--space-1) var(--space-2)",
      color: "var(--bad)",
      backgroundColor: "color-mix(in srgb, var(--bad) 9%, transparent)",
      fontFamily: "var(--type)",
      whiteSpace: "pre-wrap",
      overflowWrap: "anywhere",
    },
  });
  return [look, syntaxHighlighting(words)];
}
