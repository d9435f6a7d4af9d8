import { observeClients } from '../application/observed-processes';
import { takeViolations } from './observed-responses';

observeClients();

const expectNoViolations = () => expect(takeViolations()).toEqual([]);

afterEach(expectNoViolations);
afterAll(expectNoViolations);
