import { ImageResponse } from "next/og";

type Face = { title: string; name: string; ident: string; site: string; blue: boolean };

const WIDTH = 640;
const HEIGHT = 404;

/** The front of a card as a PNG picture, in the proportions of a real one (ISO/IEC 7810 ID-1). */
export async function previewCard({ title, name, ident, site, blue }: Face): Promise<Buffer> {
  const face = (
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        width: "100%",
        height: "100%",
        padding: 40,
        color: "white",
        background: blue
          ? "linear-gradient(135deg, #0a4d8c 0%, #0f7ac2 100%)"
          : "linear-gradient(135deg, #a34a00 0%, #d96c0d 100%)",
      }}
    >
      <div style={{ display: "flex", fontSize: 34, fontWeight: 700 }}>{title}</div>
      <div style={{ display: "flex", flexDirection: "column" }}>
        <div style={{ display: "flex", fontSize: 40 }}>{name}</div>
        <div style={{ display: "flex", justifyContent: "space-between", fontSize: 24, marginTop: 12 }}>
          <span>{ident}</span>
          <span>{site}</span>
        </div>
      </div>
    </div>
  );
  const response = new ImageResponse(face, { width: WIDTH, height: HEIGHT });
  return Buffer.from(await response.arrayBuffer());
}
