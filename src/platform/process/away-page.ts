/** What visitors see while the database is away, in every language since it can't be asked which; it tries again by itself. */
export const AWAY_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5"><meta name="color-scheme" content="light dark"><title>Back in a moment</title>
<link rel="stylesheet" href="/away.css"></head>
<body><main><h1>Back in a moment</h1>
<p>The portal can’t reach its database right now. Nothing is lost: this page tries again every few seconds.</p>
<p lang="fr">Le portail ne peut pas joindre sa base de données pour l’instant. Rien n’est perdu : cette page réessaie toutes les quelques secondes.</p>
<p lang="es">El portal no puede acceder ahora a su base de datos. No se ha perdido nada: esta página lo intenta de nuevo cada pocos segundos.</p>
<p lang="de">Das Portal erreicht seine Datenbank gerade nicht. Nichts ist verloren: Diese Seite versucht es alle paar Sekunden erneut.</p>
<p lang="it">In questo momento il portale non raggiunge il suo database. Nulla è andato perso: questa pagina riprova ogni pochi secondi.</p>
</main></body></html>`;
