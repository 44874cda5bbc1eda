// The server behind the page, where there is one: on a static host there is the page's own data alone.

/** What asks the server. `root` is where the page stands. */
export function createApi(root, data) {
  /** The address of a resource with parameters; those without a value are left out. */
  function url(path, parameters = {}) {
    const address = new URL(path, root);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined && value !== null) address.searchParams.set(name, value);
    }
    return address.href;
  }

  return {
    /** Whether there is a server that answers. */
    live: data.api === true,
    root: root.href,
    url,

    /** A resource as JSON. Fails with what the server says is wrong. */
    async get(path, parameters = {}, { signal } = {}) {
      const answer = await fetch(url(path, parameters), { signal, headers: { accept: 'application/json, application/geo+json' } });
      if (answer.ok) return answer.json();
      const problem = await answer.json().catch(() => ({}));
      throw new Error(problem.detail ?? answer.statusText);
    },
  };
}
