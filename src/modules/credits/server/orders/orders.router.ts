import { operatorProcedure, rightProcedure, router } from "@/authz/server";
import { orderInput, ordersInput, placeOrderInput, refuseOrderInput } from "../../orders-contract";
import { cancelOrder, fulfilOrder, refuseOrder } from "./decide-order";
import { listOrders } from "./orders.query";
import { placeOrder } from "./place-order";

/** Orders of credits (R034, R037): an account's own, and those that a reseller receives. */
export const ordersRouter = router({
  placed: rightProcedure("myAccount.view")
    .input(ordersInput)
    .query(({ ctx, input }) => ctx.read((work) => listOrders(work, "placed", input))),
  place: rightProcedure("orderCredits")
    .input(placeOrderInput)
    .mutation(({ ctx, input }) => ctx.write((work) => placeOrder(work, input))),
  cancel: rightProcedure("orderCredits")
    .input(orderInput)
    .mutation(({ ctx, input }) => ctx.write((work) => cancelOrder(work, input.orderId))),
  received: rightProcedure("customerAccounts.view")
    .input(ordersInput)
    .query(({ ctx, input }) => ctx.read((work) => listOrders(work, "received", input))),
  fulfil: rightProcedure("transferCredits")
    .input(orderInput)
    .mutation(({ ctx, input }) => ctx.write((work) => fulfilOrder(work, input.orderId))),
  refuse: rightProcedure("transferCredits")
    .input(refuseOrderInput)
    .mutation(({ ctx, input }) => ctx.write((work) => refuseOrder(work, input))),
});

/** Orders that the operator decides. */
export const operatorOrdersRouter = router({
  received: operatorProcedure("credits.view")
    .input(ordersInput)
    .query(({ ctx, input }) => ctx.read((work) => listOrders(work, "received", input))),
  fulfil: operatorProcedure("credits.act")
    .input(orderInput)
    .mutation(({ ctx, input }) => ctx.write((work) => fulfilOrder(work, input.orderId))),
  refuse: operatorProcedure("credits.act")
    .input(refuseOrderInput)
    .mutation(({ ctx, input }) => ctx.write((work) => refuseOrder(work, input))),
});
