// An answer outside of quizzes, as the record keeps it. Role-plays, which come later, are in plays.js.

/** @import { GradedAnswer, LearnerRecord } from "./types.js" */

/** Keeps it, and reports the first one. @param {LearnerRecord} record @param {GradedAnswer & {payload: NonNullable<GradedAnswer["payload"]>}} graded */
export function answerPractice(record, graded) {
  const { question, judgement: { correct, score }, payload } = graded;
  const before = record.practice(question.id);
  const isNew = !before.payload;
  const result = correct === null ? "none" : correct ? "right" : score > 0 ? "partial" : "wrong";
  const tries = isNew ? 1 : before.tries + 1;
  record.keepAnswer(question, { tries, result, payload }, isNew ? graded : null);
}
