// A role-play as the record keeps it: the way while it runs, and each end that is reached.

/** @import { Answer, BlockScript, Judgement, LearnerRecord, Payload, QuestionData } from "./types.js" */
import { identity } from "./answers.js";

/** What is played stands here while it runs; it counts when it ends. @param {LearnerRecord} record @param {QuestionData} question @param {Payload} payload */
export function keepRun(record, question, payload) {
  const { tries, result, payload: before } = record.practice(question.id);
  record.keepAnswer(question, { tries: before ? tries : 1, result, payload }, null);
}

/**
 * An end was reached: reported the first time, and when it holds for the first time.
 * @param {LearnerRecord} record @param {QuestionData} question @param {Answer} answer @param {Judgement} judgement
 * @param {Payload} payload @param {number} seconds
 */
export function endRun(record, question, answer, judgement, payload, seconds) {
  const { tries, result, payload: before } = record.practice(question.id);
  const isFirst = result === "none";
  const isNews = isFirst || (judgement.correct && result !== "right");
  record.keepAnswer(
    question,
    {
      tries: before ? tries + Number(!isFirst) : 1,
      result: judgement.correct || result === "right" ? "right" : "partial",
      payload,
    },
    isNews ? { question, answer, judgement, patterns: [], payload, seconds } : null,
  );
}

/**
 * A role-play comes to life.
 * @param {HTMLElement} form @param {BlockScript} script @param {QuestionData} question @param {LearnerRecord} record
 * @param {() => void} onEnd
 */
export function startPlay(form, script, question, record, onEnd) {
  script.play?.(
    form,
    question,
    {
      kept: () => record.practice(question.id),
      keep: (payload) => keepRun(record, question, payload),
      end(...ended) {
        endRun(record, question, ...ended);
        onEnd();
      },
    },
    (n) => question.shuffle ? record.order(question.slot, n) : identity(n),
  );
}
