import { decisionNames, verdictNames } from "../../contracts/wording/cases.ts";
import { signatureWording } from "../../contracts/wording/delegations.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { LegalBasis } from "../../domain/item/item-definition.ts";

/** What was signed so far, in order, with the real names (R-FLOW-2), what a meeting and a higher authority said, and the decision at the end. */
export function OpinionList({ current: { opinions, askedCorrections, meetings, answeredReports, decision } }: { current: Case }) {
  if (opinions.length + meetings.length + answeredReports.length === 0 && decision === null) return <p className="quiet">还没有签署的意见。</p>;
  return (
    <ol className="trail" aria-label="签署的意见">
      {opinions.map((opinion, index) => (
        <li key={index}>
          <div className="spread">
            <strong>{index + 1}. {opinion.stepName} {signatureWording(opinion.by, opinion.onBehalfOf)}</strong>
            <span className="quiet number">{formatMinute(opinion.at)}</span>
          </div>
          <div>
            <span className={`tag ${opinion.verdict === "agree" ? "success" : "danger"}`}>{verdictNames[opinion.verdict]}</span>
            {opinion.correctsNumber !== null && ` 更正第 ${opinion.correctsNumber} 条${opinion.approvedBy ? `（${opinion.approvedBy.name}批准）` : ""}`} {opinion.text}
          </div>
          <Grounds reasons={opinion.reasons} legalBasis={opinion.legalBasis} />
        </li>
      ))}
      {askedCorrections.map(({ opinionNumber, verdict, text, why, by, at }) => (
        <li key={`asked-${opinionNumber}`}>
          <div className="spread">
            <strong>申请更正第 {opinionNumber} 条 {by.name}</strong>
            <span className="quiet number">{formatMinute(at)}</span>
          </div>
          <div><span className="tag warning">待分管领导批准</span> 改为{verdictNames[verdict]}：{text}</div>
          <div className="quiet">更正原因：{why}</div>
        </li>
      ))}
      {meetings.map(({ at, by, heldOn, attendees, resolution, minutes }) => (
        <li key={at}>
          <div className="spread">
            <strong>会议纪要 {by.name}</strong>
            <span className="quiet number">{formatMinute(at)}</span>
          </div>
          <div><span className={`tag ${resolution === "agree" ? "success" : "danger"}`}>{verdictNames[resolution]}</span> {minutes}</div>
          <div className="quiet">{heldOn}，参会：{attendees.join("、")}</div>
        </li>
      ))}
      {answeredReports.map(({ authority, question, answer }) => (
        <li key={answer.at}>
          <div className="spread">
            <strong>批复 {authority}</strong>
            <span className="quiet number">{formatMinute(answer.at)}</span>
          </div>
          <div><span className={`tag ${answer.verdict === "agree" ? "success" : "danger"}`}>{verdictNames[answer.verdict]}</span> {answer.documentNumber} {answer.text}</div>
          <div className="quiet">上报：{question}；登记 {answer.by.name}</div>
        </li>
      ))}
      {decision && (
        <li>
          <div className="spread">
            <strong>决定 {signatureWording(decision.by, decision.onBehalfOf)}</strong>
            <span className="quiet number">{formatMinute(decision.at)}</span>
          </div>
          <div><span className={`tag ${decision.outcome === "grant" ? "success" : "danger"}`}>{decisionNames[decision.outcome]}</span> {decision.text}</div>
          <Grounds reasons={decision.reasons} legalBasis={decision.legalBasis} />
          {decision.remedies !== "" && <div className="quiet">救济途径：{decision.remedies}</div>}
        </li>
      )}
    </ol>
  );
}

function Grounds({ reasons, legalBasis }: { reasons: string; legalBasis: LegalBasis | null }) {
  return (
    <>
      {reasons !== "" && <div>理由：{reasons}</div>}
      {legalBasis && <div className="quiet">依据：{legalBasis.law}{legalBasis.article}</div>}
    </>
  );
}
