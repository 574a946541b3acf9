/**
 * What Node.js is to be started with where it runs a gateway: room for young objects, in megabytes a half. Those of the
 * requests under way fill most of what it has by itself (16), and are copied again and again until they are answered.
 */
export const GATEWAY_NODE_OPTIONS: readonly string[] = ['--max-semi-space-size=64'];
