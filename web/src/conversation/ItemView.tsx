// One thing of the conversation, by its kind.
import { memo } from "react";
import type { Item } from "@/session/view";
import { QuestionCard } from "@/views/questions/QuestionCard";
import { ActsGroup } from "./ActsGroup";
import { MarkLine, NoticeLine, SuspectedCard } from "./Notices";
import { OutcomeCard } from "./OutcomeCard";
import { ReplyText } from "./ReplyText";
import { SaidBubble } from "./SaidBubble";

export const ItemView = memo(function ItemView({ item, isLast }: { item: Item; isLast: boolean }) {
  switch (item.kind) {
    case "said":
      return <SaidBubble item={item} />;
    case "reply":
      return <ReplyText item={item} />;
    case "acts":
      return <ActsGroup item={item} isLast={isLast} />;
    case "question":
      return <QuestionCard place={item.question} />;
    case "notice":
      return <NoticeLine item={item} />;
    case "suspected":
      return <SuspectedCard item={item} />;
    case "mark":
      return <MarkLine item={item} />;
    case "outcome":
      return <OutcomeCard item={item} />;
  }
});
