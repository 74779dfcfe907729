"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type AccountFields, isCountryCode } from "@/modules/accounts";
import { FormField } from "@/shared/ui/form-field";
import { Input, Select, Textarea } from "@/shared/ui/input";
import { RadioGroup } from "@/shared/ui/radio-group";

type Field = keyof AccountFields;
type Props = {
  values?: Partial<AccountFields>;
  /** Texts of what is wrong, by field. */
  errors?: Record<string, string | undefined>;
  /** Fields that are shown and can't be changed here. */
  fixed?: readonly Field[];
};

/** All countries in the reader's language; from the server, since browsers name some of them differently. */
type WithCountries = { countries: { value: string; label: string }[] };

const MARKS: Partial<Record<Field, { type?: string; autoComplete?: string; wide?: boolean }>> = {
  firstName: { autoComplete: "given-name" },
  lastName: { autoComplete: "family-name" },
  jobTitle: { autoComplete: "organization-title" },
  phone: { type: "tel", autoComplete: "tel" },
  mobile: { type: "tel", autoComplete: "off" },
  fax: { type: "tel", autoComplete: "off" },
  companyName: { autoComplete: "organization", wide: true },
  street: { autoComplete: "street-address", wide: true },
  city: { autoComplete: "address-level2" },
  zip: { autoComplete: "postal-code" },
  website: { type: "url", autoComplete: "url" },
};

function TextField({ field, required, values, errors, fixed }: Props & { field: Field; required?: boolean }) {
  const t = useTranslations("accounts.fields");
  const { wide, ...marks } = MARKS[field] ?? {};
  return (
    <FormField
      label={t(field)}
      name={field}
      required={required}
      error={errors?.[field]}
      className={wide ? "sm:col-span-2" : undefined}
    >
      <Input
        {...marks}
        defaultValue={values?.[field] ?? ""}
        readOnly={fixed?.includes(field)}
        maxLength={200}
        dir="auto"
      />
    </FormField>
  );
}

/** "Your contact details" (R055, figure 6). */
export function ContactFields(props: Props) {
  const t = useTranslations("accounts");
  const { values, errors, fixed } = props;
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
      <FormField
        label={t("fields.title")}
        name="title"
        kind="group"
        required
        error={errors?.title}
        className="sm:col-span-2"
      >
        <RadioGroup
          direction="row"
          defaultValue={values?.title}
          options={(["MR", "MRS"] as const).map((value) => ({
            value,
            label: t(`titles.${value}`),
            disabled: fixed?.includes("title") && value !== values?.title,
          }))}
        />
      </FormField>
      <TextField {...props} field="firstName" required />
      <TextField {...props} field="lastName" required />
      <TextField {...props} field="jobTitle" required />
      <TextField {...props} field="phone" />
      <TextField {...props} field="mobile" />
      <TextField {...props} field="fax" />
    </div>
  );
}

/** "Your organization details" (R056, figure 6): what is required first. */
export function OrganizationFields(props: Props & WithCountries) {
  const t = useTranslations("accounts");
  const { values, errors } = props;
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
      <TextField {...props} field="companyName" required />
      <TextField {...props} field="ceo" required />
      <TextField {...props} field="website" />
      <TextField {...props} field="street" required />
      <TextField {...props} field="zip" required />
      <TextField {...props} field="city" required />
      <CountryField {...props} />
      <TextField {...props} field="registrationNumber" />
      <TextField {...props} field="vatId" />
      <TextField {...props} field="eori" />
      <TextField {...props} field="foundingDate" />
      <TextField {...props} field="capital" />
      <FormField
        label={t("fields.companyProfile")}
        name="companyProfile"
        error={errors?.companyProfile}
        className="sm:col-span-2"
      >
        <Textarea defaultValue={values?.companyProfile ?? ""} maxLength={2000} rows={3} dir="auto" />
      </FormField>
    </div>
  );
}

const OTHER = "other";

/** A country of the list, or one written out: none is refused. */
function CountryField({ values, errors, fixed, countries }: Props & WithCountries) {
  const t = useTranslations("accounts");
  const [written, setWritten] = useState(Boolean(values?.country && !isCountryCode(values.country)));
  const readOnly = fixed?.includes("country");
  return (
    <FormField label={t("fields.country")} name="country" required error={errors?.country}>
      {written ? (
        <Input defaultValue={values?.country ?? ""} readOnly={readOnly} maxLength={200} autoComplete="country-name" />
      ) : (
        <Select
          placeholder={t("form.chooseCountry")}
          defaultValue={values?.country ?? ""}
          disabled={readOnly}
          autoComplete="country"
          options={[...countries, { value: OTHER, label: t("form.otherCountry") }]}
          onChange={(event) => setWritten(event.target.value === OTHER)}
        />
      )}
      {written && !readOnly ? (
        <button type="button" className="link self-start text-xs" onClick={() => setWritten(false)}>
          {t("form.countryList")}
        </button>
      ) : null}
    </FormField>
  );
}

/** The fields as they stand in a form; those that it lacks are left out. */
export function readAccountFields(form: HTMLFormElement): Record<Field, string> {
  const values = new FormData(form);
  const fields: Partial<Record<Field, string>> = {};
  for (const [name, value] of values) if (typeof value === "string") fields[name as Field] = value;
  return fields as Record<Field, string>;
}
