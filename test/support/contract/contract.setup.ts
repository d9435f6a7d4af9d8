import { observeClients } from '../application/observed-processes';
import { takeViolations } from './observed-responses';

const stopObserving = observeClients();

const expectNoViolations = () => expect(takeViolations()).toEqual([]);

afterEach(expectNoViolations);
afterAll(expectNoViolations);
afterAll(stopObserving);
