/** A new `StaffCard.insertion` at each call, also after the library's process was started anew. */
export function countInsertions(): () => string {
  let count = 0;
  return () => `${process.pid}-${++count}`;
}
