// The ten calls of docs/api.md, typed by what the gateway says of itself. Compiled, never run here.
import type { components, operations } from "./api";

type Operation = keyof operations;
type Json<Answer> = Answer extends { content: { "application/json": infer Value } } ? Value : never;
type Responses<Id extends Operation> = operations[Id]["responses"];
type Good = 200 | 201 | 202;
type Answer<Id extends Operation> = {
  [Status in keyof Responses<Id>]: Status extends Good ? Json<Responses<Id>[Status]> : never;
}[keyof Responses<Id>];
type Query<Id extends Operation> = NonNullable<operations[Id]["parameters"]["query"]>;
type Body<Id extends Operation> = operations[Id] extends {
  requestBody?: { content: { "application/json": infer Value } };
}
  ? NonNullable<Value>
  : never;
type Asked<Id extends Operation> = { query?: Query<Id>; body?: Body<Id>; headers?: HeadersInit };

export type Problem = components["schemas"]["Problem"];

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

export class Gateway {
  constructor(
    private readonly origin: string,
    private readonly key: string,
  ) {}

  async ask<Id extends Operation>(
    method: string,
    path: string,
    { query, body, headers }: Asked<Id> = {},
  ): Promise<Answer<Id>> {
    const url = new URL(path, this.origin);
    for (const [name, value] of Object.entries(query ?? {})) {
      url.searchParams.set(name, String(value));
    }
    const answer = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${this.key}`,
        "Content-Type": "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) {
      throw new Refused((await answer.json()) as Problem);
    }
    return (await answer.json()) as Answer<Id>;
  }
}

export async function tenCalls(gateway: Gateway): Promise<string[]> {
  const told: string[] = [];

  // 1. Does it work?
  const health = await gateway.ask<"get_health">("GET", "/health");
  told.push(...Object.keys(health.problems));

  // 2. Add a creator.
  const taken = await gateway.ask<"add_creator">("POST", "/api/instagram/creator/add", {
    body: { username: "nasa", niche: "space" },
  });
  told.push(taken.request_id, taken.deduplicated ? "known" : "new");

  // 3. Follow it.
  const requests = await gateway.ask<"list_requests">("GET", "/api/requests", {
    query: { target: "nasa", limit: 1 },
    headers: { Prefer: "wait=10" },
  });
  told.push(...requests.items.map((one) => `${one.status} ${one.progress} ${one.error?.code}`));

  // 4. A page of a list, with the counts of its tabs.
  const creators = await gateway.ask<"list_creators">("GET", "/api/instagram/creators", {
    query: { review_status: ["ok"], sort: "-followers_count", limit: 50, include: ["counts"] },
  });
  told.push(String(creators.counts?.total), creators.page.next_cursor ?? "the end");

  // 5. Decide, under the version that was seen.
  const row = await gateway.ask<"get_creator">("GET", "/api/instagram/creators/nasa");
  const edited = await gateway.ask<"edit_creator">("PATCH", `/api/instagram/creators/${row.id}`, {
    body: { niche: "astronomy", version: row.version ?? 1 },
  });
  told.push(edited.item?.niche ?? "none", String(edited.version));

  // 6. Decide for many, and look first.
  const many = await gateway.ask<"edit_many_creators">("POST", "/api/instagram/creators/bulk", {
    body: { ids: [row.id ?? ""], set: { review_status: "ok" }, dry_run: true },
  });
  told.push(...many.results.map((one) => `${one.id} ${one.result}`));

  // 7. What goes well now.
  const reels = await gateway.ask<"list_reels">("GET", "/api/instagram/reels", {
    query: {
      max_age_days: 30,
      sort: "-play_count",
      limit: 20,
      fields: ["media_pk", "play_count", "engagement_pct"],
    },
  });
  told.push(...reels.items.map((one) => `${one.media_pk} ${one.play_count}`));

  // 8. Where to post.
  const places = await gateway.ask<"list_recommendations">("GET", "/api/reddit/recommendations", {
    query: { sfw: true, limit: 20, include: ["top_posts:10"], posts_window: "168h" },
  });
  told.push(...places.items.flatMap((one) => one.top_posts?.map((post) => post.title ?? "") ?? []));

  // 9. Is the scraper at work?
  const scraper = await gateway.ask<"get_scraper">("GET", "/api/scrapers/instagram");
  told.push(scraper.desired.state, scraper.observed.state);

  // 10. Watch.
  const issued = await gateway.ask<"create_ticket">("POST", "/api/events/ticket", {
    body: { topics: ["requests", "rows:creators"] },
  });
  told.push(issued.url);
  return told;
}
