/** The floor of P1, P2 and P18: an application that is nothing but route handlers. */
export default { serverExternalPackages: ["pg"] };
