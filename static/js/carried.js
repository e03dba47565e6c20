// A file on its way to another page of ours: the browser keeps it until it is there, however large it is.

const [BASE, STORE, KEY] = ["kudari", "files", "carried"];
/** What the address of the other page ends with. */
export const CARRIED = "#brought";

/**
 * Have a file kept.
 * @param {string} text
 * @returns {Promise<unknown>} rejected where the browser won't
 */
export function carry(text) {
  return within((store) => store.put(text, KEY));
}

/**
 * The file that was kept. It is kept no longer.
 * @returns {Promise<string | undefined>}
 */
export async function carried() {
  const text = await within((store) => store.get(KEY));
  await within((store) => store.delete(KEY));
  return text;
}

/**
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>}
 */
function within(act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(BASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const work = opening.result.transaction(STORE, "readwrite");
      const asked = act(work.objectStore(STORE));
      work.oncomplete = () => resolve(asked.result);
      work.onabort = () => reject(work.error);
      work.addEventListener("complete", () => opening.result.close());
    };
  });
}
