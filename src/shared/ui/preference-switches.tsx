"use client";

import { Languages, SunMoon } from "lucide-react";
import { useRouter } from "next/navigation";
import { IconButton } from "./button";
import { DropdownMenu } from "./menu";

type Choice = { value: string; label: string };
type SwitchProps = {
  label: string;
  choices: Choice[];
  current: string;
  /** Keeps the choice (a cookie); the page then shows itself anew, where it is. */
  choose: (value: string) => Promise<void>;
};

function PreferenceSwitch({ label, choices, current, choose, icon }: SwitchProps & { icon: React.ReactNode }) {
  const router = useRouter();
  return (
    <DropdownMenu
      items={choices.map((choice) => ({
        type: "radio" as const,
        label: choice.label,
        checked: choice.value === current,
        onSelect: () => void choose(choice.value).then(() => router.refresh()),
      }))}
      trigger={(props) => <IconButton {...props} variant="onBrand" label={label} icon={icon} />}
    />
  );
}

/** The language of the interface; keeps the page. */
export function LanguageSwitch(props: SwitchProps) {
  return <PreferenceSwitch {...props} icon={<Languages aria-hidden="true" />} />;
}

/** Light, dark, or as the system. */
export function ThemeSwitch(props: SwitchProps) {
  return <PreferenceSwitch {...props} icon={<SunMoon aria-hidden="true" />} />;
}
