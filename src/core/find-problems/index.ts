import { alreadyJoined } from "./already-joined.ts";
import { closedWithoutLeave } from "./closed-without-leave.ts";
import { commandBeforeJoin } from "./command-before-join.ts";
import { commandFailed } from "./command-failed.ts";
import { commandUnanswered } from "./command-unanswered.ts";
import { connectionLost } from "./connection-lost.ts";
import { duplicateAnswer } from "./duplicate-answer.ts";
import { duplicateCorrelationId } from "./duplicate-correlation-id.ts";
import { joinRejected } from "./join-rejected.ts";
import { joinUnanswered } from "./join-unanswered.ts";
import { leaveRejected } from "./leave-rejected.ts";
import { leaveUnanswered } from "./leave-unanswered.ts";
import { malformedFrame } from "./malformed-frame.ts";
import { messageAfterLeave } from "./message-after-leave.ts";
import { messageBeforeJoin } from "./message-before-join.ts";
import { missingCorrelationId } from "./missing-correlation-id.ts";
import { missingToken } from "./missing-token.ts";
import { notJoined } from "./not-joined.ts";
import { operationIncomplete } from "./operation-incomplete.ts";
import { operationRejected } from "./operation-rejected.ts";
import { plaintextToken } from "./plaintext-token.ts";
import { reconnectWithoutRejoin } from "./reconnect-without-rejoin.ts";
import { requestUnanswered } from "./request-unanswered.ts";
import type { Rule } from "./rule.ts";
import { schemaMismatch } from "./schema-mismatch.ts";
import { slowAnswer } from "./slow-answer.ts";
import { statusAfterFinal } from "./status-after-final.ts";
import { streamNotReady } from "./stream-not-ready.ts";
import { unauthorizedCall } from "./unauthorized-call.ts";
import { unknownCorrelationId } from "./unknown-correlation-id.ts";
import { unknownMessageType } from "./unknown-message-type.ts";

/** Every rule there is. A new rule is a file of its own and one line here; nothing else changes. */
export const rules: readonly Rule[] = [
  joinRejected,
  joinUnanswered,
  leaveRejected,
  leaveUnanswered,
  missingToken,
  missingCorrelationId,
  duplicateCorrelationId,
  unknownCorrelationId,
  duplicateAnswer,
  alreadyJoined,
  notJoined,
  messageBeforeJoin,
  messageAfterLeave,
  closedWithoutLeave,
  connectionLost,
  reconnectWithoutRejoin,
  commandFailed,
  commandUnanswered,
  commandBeforeJoin,
  requestUnanswered,
  streamNotReady,
  statusAfterFinal,
  unauthorizedCall,
  malformedFrame,
  schemaMismatch,
  unknownMessageType,
  plaintextToken,
  slowAnswer,
  operationRejected,
  operationIncomplete,
];
