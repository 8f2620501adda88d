// The guide as the editor's server tells it: its kinds of records, and id and name of each record.
export const meta = (name) => document.querySelector(`meta[name=${name}]`).content;
export const guide = { kinds: [], records: {} };
export const kindOf = (name) => guide.kinds.find((kind) => kind.name === name);

export async function ask(path, given) {
  const options = { headers: { "X-Token": meta("token") } };
  if (given) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(given);
  }
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

export async function loadGuide() {
  Object.assign(guide, await ask("/api/guide"));
}
