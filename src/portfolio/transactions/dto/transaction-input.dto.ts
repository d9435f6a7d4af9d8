import type { TransactionType } from '../../../analytics/ledger/model/transaction';
import { MergerInputDto, SpinOffInputDto, SplitInputDto } from './corporate-inputs.dto';
import {
  CashFlowInputDto,
  CashIncomeInputDto,
  CashTransferInputDto,
  CostInputDto,
  DividendInputDto,
  ReturnOfCapitalInputDto,
} from './money-inputs.dto';
import {
  AdjustmentInputDto,
  BuyInputDto,
  RewardInKindInputDto,
  SellInputDto,
  ShareTransferInInputDto,
  ShareTransferOutInputDto,
} from './trade-inputs.dto';

/** Every form of a line, in the order in which documents list them. */
export const LINE_INPUTS = [
  BuyInputDto,
  SellInputDto,
  DividendInputDto,
  CashIncomeInputDto,
  RewardInKindInputDto,
  CostInputDto,
  CashFlowInputDto,
  ShareTransferInInputDto,
  ShareTransferOutInputDto,
  CashTransferInputDto,
  SplitInputDto,
  SpinOffInputDto,
  MergerInputDto,
  ReturnOfCapitalInputDto,
  AdjustmentInputDto,
] as const;

export type LineInput = InstanceType<(typeof LINE_INPUTS)[number]>;

/** The form of a type; where a type moves shares or money, a symbol makes it shares. */
export function inputOf(type: TransactionType, hasSymbol: boolean): (typeof LINE_INPUTS)[number] {
  switch (type) {
    case 'buy':
      return BuyInputDto;
    case 'sell':
      return SellInputDto;
    case 'dividend':
      return DividendInputDto;
    case 'interest':
    case 'reward':
      return hasSymbol ? RewardInKindInputDto : CashIncomeInputDto;
    case 'fee':
    case 'tax':
      return CostInputDto;
    case 'deposit':
    case 'withdrawal':
      return CashFlowInputDto;
    case 'transfer_in':
      return hasSymbol ? ShareTransferInInputDto : CashTransferInputDto;
    case 'transfer_out':
      return hasSymbol ? ShareTransferOutInputDto : CashTransferInputDto;
    case 'split':
      return SplitInputDto;
    case 'spin_off':
      return SpinOffInputDto;
    case 'merger':
      return MergerInputDto;
    case 'return_of_capital':
      return ReturnOfCapitalInputDto;
    case 'adjustment':
      return AdjustmentInputDto;
  }
}
