/** What `h()` takes: children, nested as deep as it comes, empty values left out; attributes, listeners and `style`. */

export type Child = Node | string | number | null | undefined | false;
export type Children = Child | readonly Children[];
export type Props = Record<string, unknown>;
