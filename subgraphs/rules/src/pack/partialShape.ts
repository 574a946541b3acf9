import * as z from 'zod';

/** An object's shape of which every member may be left out, and of objects within; lists and choices are whole. */
export function partialShape(shape: z.ZodObject): z.ZodObject {
  const members = Object.entries(shape.shape).map(([name, member]) => [name, partial(member).optional()]);
  return z.strictObject(Object.fromEntries(members));
}

function partial(shape: z.core.$ZodType): z.ZodType {
  if (shape instanceof z.ZodOptional) return partial(shape.unwrap());
  return shape instanceof z.ZodObject ? partialShape(shape) : (shape as z.ZodType);
}
