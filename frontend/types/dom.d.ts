/** What `h()` takes as children: nested as deep as it comes, empty values left out. */

export type Child = Node | string | number | null | undefined | false;
export type Children = Child | readonly Children[];
