// The parts of the hill page that a link may hide. `data-part` marks each; the picture itself always stays.

/** The parts of the page, with what they are called. */
export const PARTS = {
  intro: "Introduction",
  formula: "The function as a formula",
  outcome: "How the run ends",
  legend: "Legend",
  transport: "Play, step and speed",
  setting: "Setting",
  loss: "Loss curve",
  map: "Map of rates and starts",
  race: "Race",
  step: "The step, explained",
  more: "The run and the rule in full",
  look: "What to look at in a lesson",
};
/** The fields of the setting. */
export const FIELDS = {
  objective: "Objective",
  start: "Start",
  optimizer: "Optimizer and its numbers",
  schedule: "Schedule of the rate",
  steps: "Steps",
};
/** What /embed shows beside the picture where the address doesn't say. */
export const EMBEDDED = ["formula", "outcome", "transport"];

/**
 * What an address hides: with `show` all parts of the page but those, and in any case what `hide` names.
 * @param {URLSearchParams} query
 * @param {boolean} embedded
 * @returns {{ hidden: string[], unknown: string[] }} and the keys that name no part
 */
export function hiddenParts(query, embedded) {
  const show = query.get("show")?.split(",").filter(Boolean) ?? (embedded ? EMBEDDED : null);
  const hide = query.get("hide")?.split(",").filter(Boolean) ?? [];
  const known = new Set([...Object.keys(PARTS), ...Object.keys(FIELDS)]);
  const rest = show ? Object.keys(PARTS).filter((part) => !show.includes(part)) : [];
  return {
    hidden: [...new Set([...rest, ...hide])].filter((part) => known.has(part)),
    unknown: Object.entries({ show: show ?? [], hide }).flatMap(([key, parts]) => (parts.every((part) => known.has(part)) ? [] : [key])),
  };
}
