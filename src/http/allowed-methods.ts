/**
 * The methods that each path takes: Fastify answers 404 to a known path with an unknown method, and does not say which
 * methods it knows.
 */
export class AllowedMethods {
  readonly #routes: { readonly pattern: RegExp; readonly methods: Set<string> }[] = [];
  readonly #byUrl = new Map<string, Set<string>>();

  add(url: string, methods: readonly string[]): void {
    const known = this.#byUrl.get(url) ?? this.#open(url);
    for (const method of methods) known.add(method);
  }

  /** Empty when no route has this path. */
  of(path: string): readonly string[] {
    const methods = this.#routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => [...route.methods]);
    return [...new Set(methods)].sort();
  }

  #open(url: string): Set<string> {
    const methods = new Set<string>();
    this.#byUrl.set(url, methods);
    this.#routes.push({ pattern: toPattern(url), methods });
    return methods;
  }
}

const toPattern = (url: string): RegExp => {
  const source = url
    .split('/')
    .map((segment) =>
      segment.startsWith(':') ? '[^/]+' : segment.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace('*', '.*'),
    )
    .join('/');
  return new RegExp(`^${source}$`);
};
