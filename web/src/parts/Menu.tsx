// A menu at a button: arrows move in it, letters jump, Escape closes it.
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { join } from "./join";
import { Kbd } from "./Kbd";

export function Menu({
  trigger,
  children,
  align = "start",
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    // Not modal: what is behind it would be hidden from screen readers and yet take the focus.
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="rise z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-48 max-w-80 overflow-y-auto rounded-lg border border-line bg-panel p-1 shadow-3"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const ROW =
  "flex w-full cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-raise data-[disabled]:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint";

interface ItemProps {
  onSelect: () => void;
  icon?: ReactNode;
  children: ReactNode;
  keys?: string | undefined;
  bad?: boolean;
  disabled?: boolean;
}

export function MenuItem({ onSelect, icon, children, keys, bad = false, disabled = false }: ItemProps) {
  return (
    <Radix.Item onSelect={onSelect} disabled={disabled} className={join(ROW, bad && "text-bad [&_svg]:text-bad!")}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Radix.Item>
  );
}

interface ChoiceProps<T extends string> {
  value: T;
  choices: readonly { value: T; label: string; note?: string | undefined; disabled?: boolean }[];
  onChoose: (value: T) => void;
}

export function MenuChoices<T extends string>({ value, choices, onChoose }: ChoiceProps<T>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(now) => onChoose(now as T)}>
      {choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} disabled={choice.disabled ?? false} className={ROW}>
          <span className="size-4">
            <Radix.ItemIndicator>
              <Check className="text-hand!" />
            </Radix.ItemIndicator>
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate">{choice.label}</span>
            {choice.note && <span className="block text-xs text-faint">{choice.note}</span>}
          </span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export const MenuLine = () => <Radix.Separator className="my-1 h-px bg-line" />;
export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pt-1.5 pb-1 text-xs text-faint">{children}</Radix.Label>
);
