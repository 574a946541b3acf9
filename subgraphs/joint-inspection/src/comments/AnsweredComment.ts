import type { CommentAnswer, ResultComment } from '../generated/client.js';

/** What a subject said, with what the department answered. */
export type AnsweredComment = ResultComment & { readonly answer: CommentAnswer | null };
